extension FirstBootPlan.CloudbaseInit {
  /// The installation itself: as the system, with the log on the serial port.
  var package: FirstBootPlan.Installer {
    var properties = [FirstBootPlan.Installer.Property("RUN_SERVICE_AS_LOCAL_SYSTEM", "1")]
    if let port = settings.serialPort { properties.append(.init("LOGGINGSERIALPORTNAME", port)) }
    if settings.installFolder != CloudbaseInitSettings().installFolder {
      properties.append(.init("INSTALLDIR", settings.installFolder))
    }
    return .init("cloudbase-init", file: installer, properties: properties)
  }

  /// The configuration, and where the first boot copies it when the installer has written its own.
  func files(
    in folder: WindowsPath, answerFile: String
  ) throws -> [(file: WindowsFile, target: String)] {
    let texts = [
      ("cloudbase-init.conf", try settings.serviceFile()),
      ("cloudbase-init-unattend.conf", try settings.setupFile()),
      ("Unattend.xml", answerFile),
    ]
    return texts.map { name, text in
      (
        WindowsFile(folder.appending(name), text: text),
        #"\#(settings.configurationFolder)\\#(name)"#
      )
    }
  }
}
