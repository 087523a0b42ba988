import BuildFoundation
import Foundation
import Subprocess
import SystemPackage

extension HostChecks {
  /// Whether a program is there and tells its version.
  static func tool(_ name: String, _ tool: ExternalTool) -> HostCheckRunner {
    HostCheckRunner(name: name) {
      guard let path = tool.path else {
        return HostCheck(
          name: name, .missing, "\(tool.name) was not found",
          remedy: HostPackages.install([tool.package]))
      }
      let result = try await run(
        .path(path), arguments: ["--version"], output: .string(limit: 64 << 10),
        error: .string(limit: 64 << 10))
      guard result.terminationStatus.isSuccess else {
        return HostCheck(
          name: name, .missing, "\(path) --version failed: \(firstLine(result.standardError))",
          remedy: HostPackages.install([tool.package]))
      }
      return HostCheck(name: name, .ok, shortened(firstLine(result.standardOutput)))
    }
  }

  /// `QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7)` is said with `7.2.22`.
  static func shortened(_ version: String) -> String {
    let words = version.split(separator: " ")
    return words.first { $0.first?.isNumber == true && $0.contains(".") }.map(String.init)
      ?? version
  }

  private static func firstLine(_ text: String?) -> String {
    text?.split(separator: "\n").first.map(String.init) ?? "no output"
  }

  /// Whether tools are there that tell no version; `use` is what cannot be done without them, where
  /// builds can do without.
  static func tools(
    _ name: String, _ tools: [ExternalTool], onlyFor use: String? = nil
  ) -> HostCheckRunner {
    HostCheckRunner(name: name) {
      let missing = tools.filter { $0.path == nil }
      if missing.isEmpty {
        return HostCheck(name: name, .ok, tools.map(\.name).joined(separator: ", "))
      }
      return HostCheck(
        name: name, use == nil ? .missing : .warning,
        "not found: \(missing.map(\.name).joined(separator: ", "))" + (use.map { ": \($0)" } ?? ""),
        remedy: HostPackages.install(Set(missing.map(\.package)).sorted()))
    }
  }

  /// Whether guests can boot under UEFI; BIOS needs nothing beside QEMU.
  static var firmware: HostCheckRunner {
    HostCheckRunner(name: "UEFI firmware", failure: .warning) {
      #if arch(arm64)
        let (package, files) = ("qemu-efi-aarch64", ["/usr/share/AAVMF/AAVMF_CODE.fd"])
      #else
        let (package, files) = ("ovmf", ovmfFiles)
      #endif
      if let file = files.first(where: { FileManager.default.isReadableFile(atPath: $0) }) {
        return HostCheck(name: "UEFI firmware", .ok, file)
      }
      return HostCheck(
        name: "UEFI firmware", .warning, "there is none: no guest boots under UEFI",
        remedy: HostPackages.install([package]))
    }
  }

  private static let ovmfFiles = [
    "/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_CODE.fd",
    "/usr/share/edk2/ovmf/OVMF_CODE.fd", "/usr/share/edk2/x64/OVMF_CODE.4m.fd",
    "/usr/share/qemu/ovmf-x86_64-code.bin",
  ]

  /// Whether libosinfo knows any operating system.
  static var osinfoDatabase: HostCheckRunner {
    HostCheckRunner(name: "osinfo-db", failure: .warning) {
      let folder = "/usr/share/osinfo/os"
      if FileManager.default.fileExists(atPath: folder) {
        return HostCheck(name: "osinfo-db", .ok, folder)
      }
      return HostCheck(
        name: "osinfo-db", .warning, "\(folder) is not there: systems get no os_version",
        remedy: HostPackages.install(["osinfo-db"]))
    }
  }
}
