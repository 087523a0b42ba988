import OpenStackClient
import Publishing
import Recipes

/// A cloud that an image is published in, and how.
struct CloudTarget: Sendable, Equatable {
  /// Its name in clouds.yaml; nil stands for the one that the environment names.
  var cloud: String?
  /// The image's name there; nil for the image's own.
  var name: String?
  /// The format to upload; nil for the image's own.
  var format: ImageBase.Format?
  /// How the data get there.
  var transfer = Publication.Transfer.upload
  /// Properties that are other there.
  var properties: [String: String] = [:]
}

extension CloudTarget {
  /// A cloud of a recipe; options of the command line come first.
  init(_ target: PublicationTarget?, _ options: PublicationOptions, name: String?) {
    cloud = target?.cloud
    self.name = target?.name ?? name
    format = options.format ?? target?.format
    if options.stages || target?.isStaged == true {
      transfer = .staging(stores: options.stores.isEmpty ? target?.stores ?? [] : options.stores)
    }
    properties = target?.properties ?? [:]
  }
}
