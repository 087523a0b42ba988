import BuildFoundation

extension FirstBootPlan.Settings {
  /// The file for the control panel's part of regions: for the system's account, which runs it, for the logon
  /// screen, and for accounts that come to be.
  ///
  /// Source: Microsoft, "Automating regional and language settings". The language of Windows' own texts stays.
  var regionText: String {
    var settings = [
      MarkupElement(
        "gs:UserList",
        [
          MarkupElement(
            "gs:User",
            [
              "UserID": "Current", "CopySettingsToDefaultUserAcct": "true",
              "CopySettingsToSystemAcct": "true",
            ])
        ])
    ]
    if let locale {
      settings.append(
        MarkupElement(
          "gs:UserLocale",
          [MarkupElement("gs:Locale", ["Name": locale, "SetAsCurrent": "true"])]))
      settings.append(MarkupElement("gs:SystemLocale", ["Name": locale]))
    }
    if let keyboard {
      settings.append(
        MarkupElement(
          "gs:InputPreferences",
          [
            MarkupElement(
              "gs:InputLanguageID", ["Action": "add", "ID": keyboard, "Default": "true"])
          ]))
    }
    let root = MarkupElement(
      "gs:GlobalizationServices", ["xmlns:gs": "urn:longhornGlobalizationUnattend"], settings)
    return BatchText.lines("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root.rendered())
  }
}
