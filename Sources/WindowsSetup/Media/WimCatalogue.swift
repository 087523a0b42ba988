import BuildFoundation

/// The list of images in a WIM file: XML in UTF-16.
enum WimCatalogue {
  /// The images, by their numbers.
  static func images(_ bytes: [UInt8]) throws(WimFault) -> [WindowsMediumImage] {
    let root: AnswerFileNode
    do {
      // Without a byte order mark it is what it always is.
      let hasMark = bytes.starts(with: [0xFF, 0xFE])
      root = try MarkupScanner.root(of: AnswerFileText(hasMark ? bytes : [0xFF, 0xFE] + bytes))
    } catch {
      throw WimFault("its list of images cannot be read: \(reason(of: error))")
    }
    guard root.isNamed("WIM") else {
      throw WimFault("its list of images is none: it begins with <\(root.name)>")
    }
    var images: [WindowsMediumImage] = []
    for element in root.children("IMAGE") {
      guard let index = element.attribute("INDEX").flatMap({ Int($0.value) }), index > 0 else {
        throw WimFault("its list of images has one without a number")
      }
      guard !images.contains(where: { $0.index == index }) else {
        throw WimFault("its list of images has number \(index) twice")
      }
      images.append(image(element, index: index))
    }
    guard !images.isEmpty else { throw WimFault("there is no image in it") }
    return images.sorted { $0.index < $1.index }
  }

  private static func reason(of fault: MarkupFault) -> String {
    // The words of these two are about answer files.
    switch fault.rule {
    case .documentType: "a document type declaration stands in it, which no such list has"
    case .unreadable: "it is no text in UTF-16, or has more elements than any such list"
    default: fault.message
    }
  }

  private static func image(_ element: AnswerFileNode, index: Int) -> WindowsMediumImage {
    let windows = element.child("WINDOWS")
    let languages = windows?.child("LANGUAGES")
    return WindowsMediumImage(
      index: index, name: text(element, "NAME") ?? "",
      displayName: text(element, "DISPLAYNAME"), editionID: text(windows, "EDITIONID"),
      architecture: text(windows, "ARCH").flatMap(architecture),
      build: text(windows?.child("VERSION"), "BUILD").flatMap { Int($0) },
      installationType: text(windows, "INSTALLATIONTYPE"),
      languages: languages?.children("LANGUAGE").map(\.text).filter { !$0.isEmpty } ?? [],
      defaultLanguage: text(languages, "DEFAULT"),
      size: text(element, "TOTALBYTES").flatMap { Int64($0) }.map { ByteCount(bytes: $0) })
  }

  private static func text(_ element: AnswerFileNode?, _ name: String) -> String? {
    guard let text = element?.child(name)?.text, !text.isEmpty else { return nil }
    return text
  }

  /// `wProcessorArchitecture` of Windows' SYSTEM_INFO.
  private static func architecture(_ number: String) -> WindowsArchitecture? {
    switch number {
    case "0": .x86
    case "9": .amd64
    case "12": .arm64
    default: nil
    }
  }
}
