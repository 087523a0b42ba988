/// What a step does.
///
/// Encodes without names, timeouts and locations: equal encodings make equal layers.
public enum StepAction: Sendable, Hashable, Encodable {
  case packages(PackagesStep)
  case copy(CopyStep)
  case write(WriteStep)
  case run(RunStep)
  case services(ServicesStep)
  case delete(DeleteStep)
  case link(LinkStep)
  case makeFolder(MakeFolderStep)
  case edit(EditStep)
  case users(UsersStep)
  case hostname(HostnameStep)
  case timezone(TimezoneStep)
  case locale(LocaleStep)
  case keyboard(KeyboardStep)
  case cloudInit(CloudInitStep)
  case kernelArguments(KernelArgumentsStep)
  case firstBoot(FirstBootStep)
  case reboot(RebootStep)
  case resize(ResizeStep)
  case ansible(AnsibleStep)
  case drivers(DriversStep)
  case registry(RegistryStep)
  case guestAgent(GuestAgentStep)
  case cloudbaseInit(CloudbaseInitStep)
  case sysprep(SysprepStep)
  case features(FeaturesStep)
  case updates(UpdatesStep)
  case remoteDesktop(RemoteDesktopStep)
  case firewall(FirewallStep)
  case productKey(ProductKeyStep)
  case runFirstBoot(RunFirstBootStep)

  /// The kind's key in a recipe.
  public var kind: String { details.kind }
  /// What it does, in one line.
  public var summary: String { details.summary }
  /// The files and folders of the host that it reads.
  public var files: [RecipeFile] { details.files }
  /// The files that have to be known by digest before the build is planned, because they may be fetched.
  public var sources: [FileSource] { details.sources }

  private var details: any StepDetails {
    switch self {
    case .packages(let step): step
    case .copy(let step): step
    case .write(let step): step
    case .run(let step): step
    case .services(let step): step
    case .delete(let step): step
    case .link(let step): step
    case .makeFolder(let step): step
    case .edit(let step): step
    case .users(let step): step
    case .hostname(let step): step
    case .timezone(let step): step
    case .locale(let step): step
    case .keyboard(let step): step
    case .cloudInit(let step): step
    case .kernelArguments(let step): step
    case .firstBoot(let step): step
    case .reboot(let step): step
    case .resize(let step): step
    case .ansible(let step): step
    case .drivers(let step): step
    case .registry(let step): step
    case .guestAgent(let step): step
    case .cloudbaseInit(let step): step
    case .sysprep(let step): step
    case .features(let step): step
    case .updates(let step): step
    case .remoteDesktop(let step): step
    case .firewall(let step): step
    case .productKey(let step): step
    case .runFirstBoot(let step): step
    }
  }
}
