public import BuildFoundation
public import ImageProperties
public import SystemPackage

/// A recipe as the user wrote it, checked, with defaults filled in.
public struct Recipe: Sendable {
  /// The file, as the user named it.
  public var path: FilePath
  /// The folder that the recipe's relative paths start from: absolute, without symbolic links.
  public var folder: FilePath
  /// The SHA-256 of the file's bytes, or of all files and values that the recipe is made of.
  public var digest: Digest

  /// The version of the recipe language; 1.
  public var version: Int
  /// The image's name: `[a-z0-9][a-z0-9._-]*`, at most 63 characters.
  public var name: Located<String>
  /// What the image is for.
  public var description: String?
  /// What the build starts from.
  public var base: Located<Base>
  /// The virtual size of the disk, at least 1 GiB; nil for the base's own.
  public var diskSize: Located<ByteCount>?
  /// The changes to the disk, in order.
  public var steps: [Step]
  /// The machine that online steps and verify run on.
  public var builder: BuilderSettings
  /// What sealing leaves and removes beside its own list.
  public var seal: SealSettings
  /// Image properties by name, each as the exact text of the recipe.
  public var properties: [String: Located<String>]
  /// What the cloud wants of the image's properties; nil for the default.
  public var profile: Located<PropertyProfile>?
  /// Why a property may contradict the disk, by the property's name.
  public var allowedMismatches: [String: Located<String>]
  /// How the image is verified; nil when the recipe says `verify: false`.
  public var verification: Verification?
  /// Where the image is published, for runs that do so.
  public var publication: PublicationSettings
  /// The values of the variables, as text.
  public var variables: [String: String]
  /// Where the secrets that the recipe refers to are found.
  public var secrets: [SecretSource]
  /// The files and folders of the host that the steps read, in the order of the steps.
  public var files: [RecipeFile] { steps.flatMap(\.action.files) }

  /// Makes a recipe; the defaults are those of a recipe file that leaves the key out.
  public init(
    path: FilePath, folder: FilePath, digest: Digest, version: Int = 1, name: Located<String>,
    description: String? = nil, base: Located<Base>, diskSize: Located<ByteCount>? = nil,
    steps: [Step] = [], builder: BuilderSettings = BuilderSettings(),
    seal: SealSettings = SealSettings(), properties: [String: Located<String>] = [:],
    profile: Located<PropertyProfile>? = nil, allowedMismatches: [String: Located<String>] = [:],
    verification: Verification? = Verification(),
    publication: PublicationSettings = PublicationSettings(), variables: [String: String] = [:],
    secrets: [SecretSource] = []
  ) {
    self.path = path
    self.folder = folder
    self.digest = digest
    self.version = version
    self.name = name
    self.description = description
    self.base = base
    self.diskSize = diskSize
    self.steps = steps
    self.builder = builder
    self.seal = seal
    self.properties = properties
    self.profile = profile
    self.allowedMismatches = allowedMismatches
    self.verification = verification
    self.publication = publication
    self.variables = variables
    self.secrets = secrets
  }
}
