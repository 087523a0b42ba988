import BuildFoundation
import Foundation
import SystemPackage

/// Reads the bytes of a recipe, and refuses what cannot be one.
enum RecipeFileReader {
  /// The largest recipe that is read.
  static let limit = 1 << 20

  /// The file's bytes; throws a diagnostic for the file as a whole.
  static func read(_ path: FilePath) throws(DiagnosticError) -> [UInt8] {
    var status = stat()
    guard stat(path.string, &status) == 0 else {
      throw fault(path, errno == ENOENT ? "there is no such file" : reason(errno))
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR:
      throw fault(path, "this is a folder, not a recipe", hint: "name the .yml file in it")
    default: throw fault(path, "this is not a regular file")
    }
    // Read one byte more than the limit: the file may have grown since the look at its size.
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
      let bytes = try file.closeAfter { try file.readUpTo(limit + 1) }
      guard bytes.count <= limit else { throw fault(path, "the recipe is larger than 1 MiB") }
      return bytes
    } catch let error as DiagnosticError {
      throw error
    } catch let error as Errno {
      throw fault(path, reason(error.rawValue))
    } catch {
      throw fault(path, "\(error)")
    }
  }

  private static func reason(_ number: CInt) -> String {
    "cannot be read: \(Errno(rawValue: number))"
  }

  private static func fault(
    _ path: FilePath, _ message: String, hint: String? = nil
  ) -> DiagnosticError {
    let location = SourceLocation(file: path.string, line: 0, column: 0)
    return DiagnosticError(Diagnostic(.error, at: location, message, hint: hint))
  }
}
