import BuildFoundation
import Recipes
import SystemPackage

/// Boots a throwaway copy of a layer, for somebody to look around in.
public struct LayerShell: Sendable {
  private let plan: BuildPlan
  private let record: LayerRecord
  private let host: any BuildHost
  private let store: LayerStore
  private let scratch: BuildScratch
  private let events: any EventSink

  /// A shell on the layer that `record` describes, which is one of the plan's.
  public init(
    _ plan: BuildPlan, record: LayerRecord, host: any BuildHost, store: LayerStore,
    scratch: BuildScratch, events: any EventSink
  ) {
    self.plan = plan
    self.record = record
    self.host = host
    self.store = store
    self.scratch = scratch
    self.events = events
  }

  /// Runs `body` in the booted layer, or with it mounted in the appliance.
  ///
  /// What is done there is gone afterwards, and nothing runs on. Throws what `body` throws, and
  /// `BuildError` when the guest does not come up.
  public func run<Result: Sendable>(
    in place: GuestPlace, _ body: @escaping @Sendable (any Guest) async throws -> Result
  ) async throws -> Result {
    let use = try await store.hold(record, as: scratch.id, recipe: plan.identity)
    defer { withExtendedLifetime(use) {} }
    let result: Swift.Result<Result, any Error>
    do {
      result = .success(try await onDisk(in: place, body))
    } catch {
      result = .failure(error)
    }
    // In a task of its own: a cancelled one could not wait for the store's lock.
    await Task { try? await store.release(scratch.id) }.value
    return try result.get()
  }

  private func onDisk<Result: Sendable>(
    in place: GuestPlace, _ body: @escaping @Sendable (any Guest) async throws -> Result
  ) async throws -> Result {
    let row = Activity(
      id: "launch", title: place == .builder ? "boot the builder" : "launch the appliance")
    events.emit(.buildStarted(name: plan.recipe.name.value, activities: [row]))
    let disk = try await host.openDisk(
      on: store.path(record.chain.last ?? ""), overlay: scratch.folder.appending("shell.qcow2"))
    do {
      let result = try await launch(row, on: disk, in: place, body)
      try? await disk.close()
      return result
    } catch {
      try? await disk.close()
      throw error
    }
  }

  private func launch<Result: Sendable>(
    _ row: Activity, on disk: any BuildDisk, in place: GuestPlace,
    _ body: @escaping @Sendable (any Guest) async throws -> Result
  ) async throws -> Result {
    let note = "on a copy of “\(record.title)”"
    return try await ActivityRunner(events: events).launch(row) { launch in
      switch place {
      case .appliance, .machine:
        try await host.withAppliance(
          on: disk, layout: plan.base.layout, report: launch.report
        ) { guest in
          launch.finish(.done(note: note))
          return try await body(guest)
        }
      case .builder:
        try await host.withBuilder(
          on: disk, settings: plan.recipe.builder, ending: .cutPower, report: launch.report
        ) { guest in
          launch.finish(.done(note: note))
          return try await body(guest)
        }
      }
    }
  }
}
