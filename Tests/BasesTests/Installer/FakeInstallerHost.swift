import BuildFoundation
import Foundation
import Pipeline
import Synchronization
import SystemPackage
import TestSupport

/// A host whose installer writes a partition table, or does not, and which keeps what it was asked.
final class FakeInstallerHost: BaseHost {
  private let asked = Mutex<[InstallerMachine]>([])
  private let seen = Mutex<[String: [UInt8]]>([:])
  private let installs: Bool

  init(installs: Bool = true) {
    self.installs = installs
  }

  /// What it was asked to run.
  var machines: [InstallerMachine] { asked.withLock { $0 } }
  /// The last component and content of each file that the machine got.
  var files: [String: [UInt8]] { seen.withLock { $0 } }

  func runInstaller(
    _ machine: InstallerMachine, on disk: FilePath, report: StepReport
  ) async throws {
    asked.withLock { $0.append(machine) }
    var paths = machine.discs
    if case .kernel(let kernel, let initrd, _) = machine.start { paths += [kernel, initrd] }
    for path in paths {
      let data = try Data(contentsOf: URL(filePath: path.string))
      seen.withLock { $0[path.lastComponent?.string ?? ""] = Array(data) }
    }
    guard installs else { return }
    let script = """
      truncate -s 8M "$1.raw" && printf 'label: dos\n2048,,L\n' | sfdisk -q "$1.raw" &&
        qemu-img convert -f raw -O qcow2 "$1.raw" "$1" && rm "$1.raw"
      """
    let run = try ToolRun("sh", ["-c", script, "sh", disk.string])
    guard run.status == 0 else { throw BuildError(.defect, run.output) }
  }
}
