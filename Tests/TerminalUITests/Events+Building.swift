import BuildFoundation
import Foundation
import Pipeline
import Synchronization

@testable import TerminalUI

/// The moment at which the builds of these tests begin: 2026-01-31T09:05:07.250Z.
let start = Date(timeIntervalSince1970: 1_769_850_307.25)

/// An event `seconds` after the start.
func event(_ kind: BuildEvent.Kind, at seconds: Double = 0) -> BuildEvent {
  BuildEvent(kind, at: start + seconds)
}

/// `count` activities with the ids `s1`, `s2` and so on.
func activities(_ count: Int) -> [Activity] {
  (1...count).map { Activity(id: "s\($0)", title: "step \($0)") }
}

func state(_ events: [BuildEvent]) -> BuildState {
  var state = BuildState()
  for event in events { state.apply(event) }
  return state
}

/// Keeps what a sink writes.
final class Written: Sendable {
  private let kept = Mutex("")
  var text: String { kept.withLock { $0 } }
  var output: OutputDescriptor { OutputDescriptor { [self] text in kept.withLock { $0 += text } } }
}
