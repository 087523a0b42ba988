import Foundation
import Synchronization

/// How the kernel treats a terminal's keys, and the way back to how it did before.
public final class TerminalMode: Sendable {
  private let descriptor: CInt
  /// The settings before they were changed; nil while they are not.
  private let before = Mutex<termios?>(nil)

  /// The mode of the terminal that `descriptor` is.
  public init(_ descriptor: CInt) {
    self.descriptor = descriptor
  }

  deinit { restore() }

  /// Gives every key to the program as it is pressed, and shows none.
  func makeRaw() {
    change { cfmakeraw(&$0) }
  }

  /// Gives whole lines to the program, which can be edited; Ctrl-C and its like are part of them.
  func makeLines() {
    restore()
    change { $0.c_lflag &= ~tcflag_t(ISIG) }
  }

  /// Makes the terminal what it was before; may be called at any time, and from any thread.
  public func restore() {
    before.withLock { before in
      // Not TCSADRAIN: a terminal that takes no output must not keep imgbuild from ending.
      if var settings = before { tcsetattr(descriptor, TCSANOW, &settings) }
      before = nil
    }
  }

  private func change(_ body: (inout termios) -> Void) {
    before.withLock { before in
      var settings = termios()
      guard before == nil, tcgetattr(descriptor, &settings) == 0 else { return }
      before = settings
      body(&settings)
      tcsetattr(descriptor, TCSANOW, &settings)
    }
  }
}
