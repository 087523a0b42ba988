import BuildFoundation
import Foundation
import Recipes
import SystemPackage

extension LayerStage {
  /// How long one build waits for the layers of others; each of their steps has a limit of its own.
  static let patience = Duration.seconds(86_400)
  /// How often a waiting build looks again.
  static let pause = Duration.milliseconds(250)

  /// Where the build starts: above the newest layer that is there, with all that it will make its own.
  ///
  /// While another build makes one of these layers, it waits, says for whom, and looks again at what is
  /// there: so builds that begin with the same steps make these once. It goes on by itself when the other
  /// build ends, however that ends. Waiting comes before any disk is opened, because a disk stays on the
  /// layer that it was opened on.
  ///
  /// Without `reusesLayers`, layers of builds that have ended count as missing. Those of builds that go
  /// on now do not: of two that refresh at the same time, one makes what they share.
  func start() async throws -> LayerStart {
    let old = reusesLayers ? [] : try await store.earlierFiles(of: plan.layerKeys)
    return try await withTimeLimit(
      Self.patience, waitingFor: "the layers that other builds make",
      hint: "end those builds, if they hang"
    ) {
      var said: String?
      while true {
        let plan = try await asked()
        switch try await store.claim(
          plan.layerKeys, ignoring: old, build: scratch.id, recipe: plan.identity)
        {
        case .granted(let claim, let reached, let faults):
          faults.forEach(warn)
          // What another build has learnt since may have given the layers other keys.
          if try await asked().layerKeys != plan.layerKeys { continue }
          return LayerStart(plan: plan, reached: reached, claim: claim)
        case .held(let key, let holder):
          let message = waiting(for: key, of: plan, holder)
          if message != said { activities.events.emit(.notice(.info, message: message)) }
          said = message
          try await Task.sleep(for: Self.pause)
        }
      }
    }
  }

  /// The plan with what is known of repositories by now: the build that was waited for may have learnt
  /// which there are.
  private func asked() async throws -> BuildPlan {
    guard let repositories else { return plan }
    return try await plan.asking(repositories, events: activities.events)
  }

  private func warn(_ fault: LayerStore.Fault) {
    activities.events.emit(
      .notice(.warning, message: "the layer “\(fault.title)” is made again: \(fault.reason)"))
  }

  private func waiting(
    for key: LayerKey, of plan: BuildPlan, _ holder: LayerHolder?
  ) -> String {
    let titles = [plan.baseActivity.title] + plan.steps.map(\.activity.title)
    let title = plan.layerKeys.firstIndex(of: key).map { titles[$0] } ?? "\(key)"
    let build = holder.map { "the build of \($0.image) (process \($0.process))" }
    return "waiting for \(build ?? "another build"), which makes the same layer: \(title)"
  }
}
