import ArgumentParser
import Foundation
import HostKit

/// What every command that boots guests can be told about them.
struct GuestOptions: ParsableArguments {
  @Option(help: "What guests run on: \(AcceleratorChoice.listing).")
  var accelerator = AcceleratorChoice.auto

  @Option(
    name: .customLong("connect"),
    help: "A libvirt connection for guests; default: QEMU's driver inside this process.")
  var libvirtURI: String?

  /// The connection that is asked for, here or as libvirt's own tools are told.
  var connection: String? {
    libvirtURI ?? ProcessInfo.processInfo.environment["LIBVIRT_DEFAULT_URI"]
  }
}
