import BuildFoundation
import HostKit
public import SystemPackage

extension QemuImage {
  /// Copies a disk into one new file without backing files, leaving out what reads as zeroes.
  ///
  /// `compression` is for qcow2 only; `options` are the format's own (qemu-img(1), `-o`). `onProgress` gets fractions from 0 to 1, rising. A file of a
  /// copy that failed or was cancelled is removed. Throws `host` when its file system is full.
  public static func convert(
    _ source: ImageSource, to path: FilePath, format: ImageFormat,
    compression: ImageCompression? = nil, options: [String] = [],
    onStart: @Sendable (Int32) -> Void = { _ in },
    onProgress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws {
    // 16 requests in flight is qemu-img's maximum; out-of-order writes make use of them.
    var arguments = ["convert", "-p", "-W", "-m", "16", "-O", format.rawValue]
    if let compression, format == .qcow2 {
      arguments += ["-c", "-o", "compression_type=\(compression.rawValue)"]
    }
    if !options.isEmpty { arguments += ["-o", options.joined(separator: ",")] }
    arguments += source.arguments + [path.string]
    do {
      try await ExternalTool.qemuImage.check(
        arguments, doing: "writing the image \(path)",
        isProgress: { progress(in: $0) != nil }, onStart: onStart
      ) { line in
        if let fraction = progress(in: line) { onProgress(fraction) }
      }
    } catch {
      unlink(path)
      throw explained(error)
    }
  }

  /// Throws `buildFailed` unless two images have the same content: what is not allocated reads as zeroes.
  public static func compare(
    _ first: (path: FilePath, format: ImageFormat), _ second: (path: FilePath, format: ImageFormat)
  ) async throws {
    try await ExternalTool.qemuImage.check(
      [
        "compare", "-q", "-f", first.format.rawValue, "-F", second.format.rawValue,
        first.path.string, second.path.string,
      ], doing: "comparing \(second.path) with \(first.path)")
  }

  /// That the file system is full is the host's fault.
  private static func explained(_ error: any Error) -> any Error {
    guard var failure = error as? BuildError,
      failure.output.contains(where: { $0.contains("No space left on device") })
    else { return error }
    failure.code = .host
    return failure
  }

  /// The fraction in a progress line of qemu-img, such as `    (42.01/100%)`.
  static func progress(in line: String) -> Double? {
    guard let open = line.lastIndex(of: "("), line.hasSuffix("/100%)"),
      let percent = Double(line[line.index(after: open)...].dropLast("/100%)".count))
    else { return nil }
    return min(1, max(0, percent / 100))
  }
}
