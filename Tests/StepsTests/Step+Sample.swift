import BuildFoundation
import Pipeline
import Recipes
import SystemPackage
import Testing

@testable import Steps

func located<Value>(_ value: Value) -> Located<Value> {
  Located(value, at: Recipes.SourceLocation(file: "web.yml", line: 1, column: 1))
}

/// The step of a recipe that does `action`, ready to be applied.
func step(
  _ action: StepAction, title: String? = nil, in place: StepPlace = .appliance,
  timeout: Duration = .seconds(90)
) throws -> any BuildStep {
  let location = Recipes.SourceLocation(file: "web.yml", line: 1, column: 1)
  let source = Recipes.Step(
    action, title: title, in: place, timeout: timeout, location: location)
  let recipe = Recipe(
    path: "/web.yml", folder: "/", digest: .sha256(""), name: located("web"),
    base: located(
      .bootstrap(BootstrapBase(distribution: located(.debian), suite: located("bookworm")))),
    diskSize: located(.gibibytes(4)), steps: [source])
  return try #require(RecipeSteps.make(recipe).first)
}

/// Applies the step, and gives its events.
@discardableResult func apply(
  _ action: StepAction, to guest: RecordingGuest
) async throws -> EventRecorder {
  let events = EventRecorder()
  try await step(action).apply(to: guest, report: StepReport("step-1", to: events))
  return events
}

/// A key that stands for all fields of the step.
func key(_ action: StepAction, title: String? = nil, timeout: Duration = .seconds(90)) throws
  -> LayerKey
{
  LayerKey(on: nil, try step(action, title: title, timeout: timeout).keyFields())
}
