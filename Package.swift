// swift-tools-version: 6.2
import PackageDescription

/// Warnings stop a build in CI only: a newer compiler must not keep a user from building a release.
let warnings: [SwiftSetting] =
  Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

let settings: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ] + warnings

let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// What OpenStackClient alone sees: the web client, and the types of SwiftNIO that it speaks in.
let web: [Target.Dependency] = [
  .product(name: "AsyncAlgorithms", package: "swift-async-algorithms"),
  .product(name: "AsyncHTTPClient", package: "async-http-client"),
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOHTTP1", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
  .product(name: "NIOSSL", package: "swift-nio-ssl"),
]

/// A library of the product; the order in `targets` is the order of docs/architecture.md, top first.
func library(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

let package = Package(
  name: "imgbuild",
  products: [.executable(name: "imgbuild", targets: ["imgbuild"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-async-algorithms", exact: "1.1.4"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
  ],
  targets: [
    .executableTarget(
      name: "imgbuild", dependencies: ["ImgbuildCommands"], swiftSettings: settings),
    library(
      "ImgbuildCommands",
      [
        "TerminalUI", "Publishing", "Steps", "Bases", "Guests", "Pipeline", "ImageProperties",
        "Recipes", "WindowsSetup", "BuildHistory", "OpenStackClient", "LibvirtKit", "GuestfsKit",
        "OsinfoKit", "StorageDaemon", "HostKit",
        "BuildFoundation", argumentParser, yams, system,
      ]),
    library("TerminalUI", ["Pipeline", "BuildFoundation", system]),
    library(
      "Publishing", ["ImageProperties", "OpenStackClient", "HostKit", "BuildFoundation", system]),
    library(
      "Steps", ["WindowsSetup", "Pipeline", "Recipes", "HostKit", "BuildFoundation", system]),
    library(
      "Bases",
      [
        "WindowsSetup", "Pipeline", "ImageProperties", "Recipes", "OpenStackClient",
        "StorageDaemon", "HostKit",
        "BuildFoundation", crypto, system,
      ]),
    library(
      "Guests",
      [
        "WindowsSetup", "Pipeline", "ImageProperties", "Recipes", "LibvirtKit", "GuestfsKit",
        "OsinfoKit",
        "StorageDaemon", "HostKit", "BuildFoundation", yams, system,
      ],
      resources: [
        .embedInCode("Appliance/Lean/init.sh"), .embedInCode("Appliance/Lean/scan-devices.sh"),
        .embedInCode("Builder/UserData/answer.sh"),
      ]),
    library(
      "Pipeline", ["WindowsSetup", "ImageProperties", "Recipes", "BuildFoundation", system]),
    library(
      "Recipes", ["WindowsSetup", "ImageProperties", "BuildFoundation", yams, system]),
    library(
      "WindowsSetup", ["ImageProperties", "BuildFoundation", system],
      resources: [
        .embedInCode("FirstBoot/Script/first-boot.cmd"), .embedInCode("Installation/install.cmd"),
        .embedInCode("FirstBoot/Script/say.ps1"),
        .embedInCode("FirstBoot/Script/computer-name.ps1"),
        .embedInCode("FirstBoot/Script/roles.ps1"),
        .embedInCode("FirstBoot/Script/sysprep-check.ps1"),
        .embedInCode("FirstBoot/Script/updates.ps1"),
        .embedInCode("Settings/time-zones.txt"),
      ]),
    library(
      "ImageProperties", ["BuildFoundation", yams],
      resources: [.embedInCode("Catalogue/properties.yml")]),
    library("BuildHistory", ["BuildFoundation", grdb, system]),

    library("LibvirtKit", ["CLibvirt", "BuildFoundation", system]),
    library("GuestfsKit", ["CGuestfs", "BuildFoundation", system]),
    library("OsinfoKit", ["CLibosinfo", "BuildFoundation"]),
    library("OpenStackClient", ["BuildFoundation", crypto, yams, system] + web),
    library("StorageDaemon", ["HostKit", "BuildFoundation", subprocess, system]),
    library("HostKit", ["CKVMProbe", "CLinuxCalls", "BuildFoundation", subprocess, system]),

    .systemLibrary(
      name: "CLibvirt", pkgConfig: "libvirt-qemu", providers: [.apt(["libvirt-dev"])]),
    .systemLibrary(
      name: "CGuestfs", pkgConfig: "libguestfs", providers: [.apt(["libguestfs-dev"])]),
    .systemLibrary(
      name: "CLibosinfo", pkgConfig: "libosinfo-1.0", providers: [.apt(["libosinfo-1.0-dev"])]),
    .target(name: "CKVMProbe"),
    .target(name: "CLinuxCalls"),
    library("BuildFoundation", [crypto, system]),

    .target(
      name: "TestSupport", dependencies: ["WindowsSetup", "BuildFoundation", system],
      path: "Tests/TestSupport",
      swiftSettings: settings),
    tests("BuildFoundationTests", ["BuildFoundation", "TestSupport", system]),
    tests("HostKitTests", ["HostKit", "CKVMProbe", "BuildFoundation", "TestSupport", system]),
    tests(
      "StorageDaemonTests",
      ["StorageDaemon", "HostKit", "BuildFoundation", "TestSupport", system]),
    tests(
      "LibvirtKitTests",
      [
        "Guests", "Pipeline", "LibvirtKit", "CLibvirt", "HostKit", "BuildFoundation",
        "TestSupport", system,
      ]),
    tests(
      "GuestfsKitTests",
      [
        "GuestfsKit", "CGuestfs", "StorageDaemon", "HostKit", "BuildFoundation", "TestSupport",
        system,
      ]),
    tests(
      "OpenStackClientTests", ["OpenStackClient", "BuildFoundation", "TestSupport", system],
      resources: [.copy("Recordings")]),
    tests(
      "PublishingTests",
      [
        "Publishing", "ImageProperties", "OpenStackClient", "BuildFoundation", "TestSupport",
        system,
      ]),
    tests("OsinfoKitTests", ["OsinfoKit", "BuildFoundation"]),
    tests(
      "WindowsSetupTests",
      ["WindowsSetup", "ImageProperties", "BuildFoundation", "TestSupport", system]),
    tests("RecipesTests", ["Recipes", "WindowsSetup", "BuildFoundation", "TestSupport", system]),
    tests("BuildHistoryTests", ["BuildHistory", "BuildFoundation", "TestSupport", grdb, system]),
    tests(
      "ImagePropertiesTests", ["ImageProperties", "BuildFoundation", "TestSupport", system]),
    tests(
      "ImgbuildCommandsTests",
      [
        "ImgbuildCommands", "TerminalUI", "Publishing", "Bases", "BuildHistory", "Pipeline",
        "ImageProperties",
        "Recipes", "WindowsSetup", "HostKit",
        "BuildFoundation", "TestSupport", argumentParser, yams, system,
      ]),
    tests(
      "GuestsTests",
      [
        "Guests", "WindowsSetup", "Pipeline", "ImageProperties", "Recipes", "LibvirtKit",
        "GuestfsKit", "CGuestfs",
        "HostKit", "BuildFoundation", "TestSupport", system,
      ]),
    tests(
      "PipelineTests",
      [
        "WindowsSetup", "Pipeline", "ImageProperties", "Recipes", "BuildFoundation", "TestSupport",
        system,
      ]),
    tests(
      "StepsTests",
      [
        "Steps", "WindowsSetup", "Pipeline", "Recipes", "HostKit", "BuildFoundation", "TestSupport",
        system,
      ]),
    tests(
      "BasesTests",
      [
        "Bases", "WindowsSetup", "Pipeline", "ImageProperties", "Recipes", "OpenStackClient",
        "StorageDaemon", "HostKit", "BuildFoundation", "TestSupport", system,
      ]),
    tests(
      "IntegrationTests",
      [
        "WindowsSetup", "TerminalUI", "Guests", "Bases", "Steps", "Pipeline", "ImageProperties",
        "Recipes",
        "StorageDaemon",
        "HostKit", "BuildFoundation", "TestSupport", system,
      ]),
    tests(
      "EndToEndTests",
      [
        "imgbuild", "Pipeline", "ImageProperties", "StorageDaemon", "HostKit", "BuildFoundation",
        "TestSupport", system,
      ]),
    tests(
      "TerminalUITests", ["TerminalUI", "Pipeline", "BuildFoundation", "TestSupport", system]),
  ]
)
