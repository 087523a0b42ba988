import TestSupport
import Testing
import WindowsSetup

/// A Windows in memory, as setup leaves it, as far as drivers have to do with it.
struct WindowsExample: Sendable, CustomTestStringConvertible {
  let name: String
  let build: Int
  let isServer: Bool
  /// The folder of virtio-win that is for it, and the build of virtio-win that fills it.
  let folder: String
  let virtio: SyntheticVirtio.Build
  var testDescription: String { name }

  var target: WindowsTarget {
    WindowsTarget(build: build, isServer: isServer, architecture: .amd64)
  }
  /// Windows 7 and its server look drivers up in another place.
  var hasDatabase: Bool { build >= 9200 }

  static let all = [
    WindowsExample(
      name: "2008R2", build: 7601, isServer: true, folder: "2k8R2", virtio: .windows7),
    WindowsExample(
      name: "2012R2", build: 9600, isServer: true, folder: "2k12R2", virtio: .windows81),
    WindowsExample(name: "2016", build: 14393, isServer: true, folder: "2k16", virtio: .windows10),
    WindowsExample(name: "2019", build: 17763, isServer: true, folder: "2k19", virtio: .windows10),
    WindowsExample(name: "2022", build: 20348, isServer: true, folder: "2k22", virtio: .windows10),
    WindowsExample(name: "2025", build: 26100, isServer: true, folder: "2k25", virtio: .windows11),
    WindowsExample(name: "10", build: 19045, isServer: false, folder: "w10", virtio: .windows10),
    WindowsExample(name: "11", build: 22631, isServer: false, folder: "w11", virtio: .windows11),
  ]
  static func named(_ name: String) -> WindowsExample { all.first { $0.name == name } ?? all[0] }

  /// The disk, with further keys of SYSTEM.
  func disk(_ more: [RegistryKey: [String: RegistryData]] = [:]) -> MemoryWindows {
    var system: [RegistryKey: [String: RegistryData]] = [
      "Select": ["Current": .number(1)],
      #"ControlSet001\Control\Session Manager\Environment"#: [
        "PROCESSOR_ARCHITECTURE": .string("AMD64")
      ],
      #"ControlSet001\Control\CrashControl"#: ["AutoReboot": .number(1)],
    ]
    if hasDatabase { system["DriverDatabase"] = ["Version": .number(0xa00)] }
    system.merge(more) { $1 }
    return MemoryWindows(
      files: ["/Windows/System32/config/SYSTEM": []],
      registry: [
        .system: system,
        .software: [
          #"Microsoft\Windows NT\CurrentVersion"#: [
            "CurrentBuild": .string("\(build)"),
            "InstallationType": .string(isServer ? "Server Core" : "Client"),
          ],
          #"Microsoft\Windows\CurrentVersion"#: ["DevicePath": .expandString(#"%SystemRoot%\inf"#)],
        ],
      ])
  }

  /// The packages of a tree of virtio-win that are for this Windows.
  func packages(_ files: [String: [UInt8]]) throws -> [DriverPackage] {
    try VirtioTree(paths: files.keys).folders(for: target, in: "virtio").flatMap { place in
      try DriverPackage.packages(in: place) { name in
        try #require(files["\(place.path)/\(name)"], "\(name)")
      }
    }
  }

  /// A tree with the drivers for this Windows.
  func tree(_ virtio: SyntheticVirtio = SyntheticVirtio()) -> [String: [UInt8]] {
    virtio.files([self.virtio])
  }

  /// Does what a plan says, and gives how much of it was needed.
  func make(
    _ plan: DriverPlan, on disk: MemoryWindows, from files: [String: [UInt8]]
  ) async throws -> Int {
    var count = 0
    for copy in plan.copies {
      let content = try #require(files[copy.source])
      if try await disk.write(copy.target, content) { count += 1 }
    }
    return try await count + disk.change(plan.changes)
  }
}
