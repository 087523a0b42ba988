import BuildFoundation
import Foundation
import Recipes
import SystemPackage

/// Brings the disk to its sealed state: from layers of earlier builds as far as they go, then by
/// doing the rest, each step leaving its layer, and the seal in the last launch.
struct LayerStage: Sendable {
  let plan: BuildPlan
  let host: any BuildHost
  let store: LayerStore
  let scratch: BuildScratch
  let activities: ActivityRunner
  /// Whether layers of earlier builds may be used.
  let reusesLayers: Bool
  /// What package repositories serve; nil when nobody can ask them.
  var repositories: RepositoryStates?
  /// What becomes of the disk after a failure.
  let failure: FailureResponse

  func run(from start: LayerStart) async throws -> BuiltDisk {
    var state = try await bottom(start)
    let disk = try await host.openDisk(
      on: store.path(state.top), overlay: overlay(state.files.count))
    var found: SealFindings?
    do {
      for group in start.groups {
        found = try await run(group, on: disk, &state)
      }
    } catch {
      // The failure that matters is the step's; the disk is scratch from here on.
      await failure.close(disk, of: state.failed, after: error)
      throw error
    }
    let overlay = await disk.overlay
    try await disk.close()
    guard let found else { throw BuildError(.defect, "sealing the disk: no launch was to do it") }
    return BuiltDisk(
      overlay: overlay, seal: found, files: state.files, inputs: state.inputs,
      steps: state.outcomes,
      key: state.plan.key)
  }

  private func bottom(_ start: LayerStart) async throws -> LayerState {
    guard let record = start.record else { return try await makeBase(start) }
    let outcomes = start.cached.map { activity, key in
      activities.events.emit(.started(activity))
      activities.events.emit(.finished(activity.id, outcome: .cached, seconds: 0))
      return StepOutcome(
        id: activity.id, title: activity.title, key: key, cached: true,
        seconds: store.record(key)?.seconds ?? 0)
    }
    return LayerState(
      plan: start.plan, files: record.files, inputs: record.inputs, outcomes: outcomes,
      claim: start.claim)
  }

  private func makeBase(_ start: LayerStart) async throws -> LayerState {
    let name = store.fileName(plan.baseKey, build: scratch.id)
    let file = store.path(name)
    let (inputs, seconds) = try await activities.run(plan.baseActivity) { report in
      let inputs = try await withTimeLimit(
        plan.base.limit, waitingFor: "the base disk", hint: "is the package mirror slow?"
      ) {
        try await plan.base.makeDisk(at: file, scratch: scratch, host: host, report: report)
      }
      try synchronize(file)
      return inputs
    }
    var state = LayerState(
      plan: start.plan, files: [], inputs: inputs, outcomes: [], claim: start.claim)
    try await publish(
      plan.baseKey, plan.baseActivity, plan.baseFields, file: name, seconds: seconds, &state)
    return state
  }

  /// Runs a group, and gives what its seal found; nil for a group that does not seal.
  private func run(
    _ group: StepGroup, on disk: any BuildDisk, _ state: inout LayerState
  ) async throws -> SealFindings? {
    let progress = GroupProgress(state)
    let found: SealFindings?
    do {
      found = try await launch(group, on: disk, progress)
    } catch {
      state = await progress.state
      throw error
    }
    state = await progress.state
    // The last layer of a group is frozen after the guest has shut down, in a clean state.
    if let (step, seconds) = await progress.last {
      try await checkpoint(step, on: disk, seconds, &state)
    }
    return found
  }

  private func launch(
    _ group: StepGroup, on disk: any BuildDisk, _ progress: GroupProgress
  ) async throws -> SealFindings? {
    try await activities.launch(group.launch) { launch in
      if let size = group.diskSize { try await disk.grow(to: size) }
      switch group.place {
      case .appliance:
        return try await host.withAppliance(
          on: disk, layout: plan.base.layout, report: launch.report
        ) { guest in
          launch.finish(.done(note: group.note))
          try await apply(group, to: guest, on: disk, progress)
          guard group.isSealed else { return nil }
          return try await SealStage(
            plan: plan, activities: activities, failure: failure
          ).run(in: guest)
        }
      case .builder:
        try await host.withBuilder(
          on: disk, settings: plan.recipe.builder, report: launch.report
        ) { guest in
          launch.finish(.done(note: group.note))
          try await apply(group, to: guest, on: disk, progress)
        }
        return nil
      case .machine:
        try await runMachine(group, on: disk, launch, progress)
        return nil
      }
    }
  }

  private func apply(
    _ group: StepGroup, to guest: any Guest, on disk: any BuildDisk, _ progress: GroupProgress
  ) async throws {
    for step in group.steps {
      // Steps before it may have changed what is known of it.
      let plan = await progress.state.plan
      let step = plan.index(of: step).map { plan.steps[$0] } ?? step
      let (applied, seconds) = try await failure.watching(step.activity, in: guest) {
        try await activities.run(step.activity, note: \.note) { report in
          try await withTimeLimit(
            step.step.limit, waitingFor: "it to end",
            hint: "give the step a longer `timeout`, if it only is slow"
          ) {
            try await apply(step, to: guest, report)
          }
        }
      }
      try await progress.update { try await learn(applied.repositories, from: step, &$0) }
      if step.activity == group.steps.last?.activity, !group.isSealed {
        await progress.finishLast(step, seconds: seconds)
      } else {
        try await guest.whileQuiet {
          try await progress.update { try await checkpoint(step, on: disk, seconds, &$0) }
        }
      }
    }
  }

  private func checkpoint(
    _ step: PlannedStep, on disk: any BuildDisk, _ seconds: Double, _ state: inout LayerState
  ) async throws {
    let step = state.plan.index(of: step).map { state.plan.steps[$0] } ?? step
    try store.checkSpace()
    let name = store.fileName(step.key, build: scratch.id)
    try await disk.checkpoint(
      renamingTo: store.path(name), continuingIn: overlay(state.files.count + 1))
    try synchronize(store.path(name))
    try await publish(
      step.key, step.activity, step.keyFields, file: name, seconds: seconds, &state)
  }

  private func publish(
    _ key: LayerKey, _ activity: Activity, _ fields: [KeyField], file: String, seconds: Double,
    _ state: inout LayerState
  ) async throws {
    state.files.append(try await store.layerFile(file, map: host.map(of: store.path(file))))
    state.outcomes.append(
      StepOutcome(
        id: activity.id, title: activity.title, key: key, cached: false, seconds: seconds))
    if !reusesLayers { store.forget(key) }
    try store.publish(
      key,
      LayerRecord(
        files: state.files, title: activity.title, seconds: seconds, inputs: state.inputs,
        fields: fields.digests))
    state.claim.release(key)
  }

  private func overlay(_ index: Int) -> FilePath {
    store.path("overlay-\(scratch.id)-\(index).qcow2")
  }

  /// Puts a file's content on the disk itself: a record must never outlive what it describes.
  private func synchronize(_ path: FilePath) throws {
    do {
      try path.synchronize()
    } catch {
      throw BuildError(.host, "writing the layer \(path) to disk: \(error)")
    }
  }
}
