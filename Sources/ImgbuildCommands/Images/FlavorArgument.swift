import ArgumentParser
import BuildFoundation
import Pipeline

/// A flavor on the command line: `ram=2GiB,vcpus=2,disk=20GiB`, each where it matters.
struct FlavorArgument: ExpressibleByArgument {
  let flavor: Flavor

  init?(argument: String) {
    var flavor = Flavor()
    for part in argument.split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else { return nil }
      switch pair[0] {
      case "ram": flavor.memory = ByteCount(argument: pair[1])
      case "disk": flavor.disk = ByteCount(argument: pair[1])
      case "vcpus": flavor.processors = Int(pair[1]) ?? 0
      default: return nil
      }
      let isRead =
        switch pair[0] {
        case "ram": flavor.memory != nil
        case "disk": flavor.disk != nil
        default: (1...64).contains(flavor.processors)
        }
      guard isRead else { return nil }
    }
    self.flavor = flavor
  }
}
