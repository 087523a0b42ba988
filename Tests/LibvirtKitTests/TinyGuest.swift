import Foundation
import SystemPackage

/// The smallest guest: a boot sector that says something on the first serial port, and then halts
/// for good, powers itself off, or restarts.
enum TinyGuest: Sendable, CaseIterable {
  case halts
  case powersOff
  case restarts

  /// What it says.
  static let greeting = "hello from the boot sector"

  /// Writes its disk of 1 MiB.
  func write(to path: FilePath) throws {
    var code: [UInt8] = [
      0xFA,  // cli
      0x31, 0xC0,  // xor ax, ax
      0x8E, 0xD8,  // mov ds, ax
      0xBE, 0x00, 0x7C,  // mov si, text; the address is set below
      0xAC,  // next: lodsb
      0x84, 0xC0,  // test al, al
      0x74, 0x06,  // jz done
      0xBA, 0xF8, 0x03,  // mov dx, 0x3f8
      0xEE,  // out dx, al
      0xEB, 0xF5,  // jmp next
    ]
    if self == .powersOff {
      // done: the sleep register of the ACPI controller, where SeaBIOS puts it.
      code += [0xBA, 0x04, 0x06, 0xB8, 0x00, 0x20, 0xEF]  // mov dx, 0x604; mov ax, 0x2000; out
    }
    if self == .restarts {
      // done: the keyboard controller pulls the processor's reset line.
      code += [0xB0, 0xFE, 0xE6, 0x64]  // mov al, 0xfe; out 0x64, al
    }
    code += [0xF4, 0xEB, 0xFD]  // done: hlt; jmp done
    code[6] = UInt8(code.count)
    code += Array("\(Self.greeting)\r\n".utf8) + [0]
    code += [UInt8](repeating: 0, count: 510 - code.count) + [0x55, 0xAA]
    code += [UInt8](repeating: 0, count: (1 << 20) - code.count)
    try Data(code).write(to: URL(filePath: path.string))
  }
}
