/// What a step does.
///
/// Encodes without names, timeouts and locations: equal encodings make equal layers.
public enum StepAction: Sendable, Hashable, Encodable {
  case packages(PackagesStep)
  case copy(CopyStep)
  case write(WriteStep)
  case run(RunStep)
  case services(ServicesStep)

  /// The kind's key in a recipe.
  public var kind: String { details.kind }
  /// What it does, in one line.
  public var summary: String { details.summary }
  /// Where it runs.
  public var place: StepPlace { details.place }
  /// The file or folder of the host that it reads.
  public var file: RecipeFile? { details.file }

  private var details: any StepDetails {
    switch self {
    case .packages(let step): step
    case .copy(let step): step
    case .write(let step): step
    case .run(let step): step
    case .services(let step): step
    }
  }
}
