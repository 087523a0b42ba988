import BuildHistory
import ImageProperties
import Pipeline

extension RunSummary.Image {
  /// The image file of an artifact.
  init(_ manifest: Manifest) {
    self.init(
      size: manifest.image.size, virtualSize: manifest.image.virtualSize,
      sha256: manifest.image.sha256)
  }
}

extension ImageContents {
  /// What an artifact's manifest says of the image.
  init(_ manifest: Manifest) {
    self.init(
      inputs: manifest.inputs,
      properties: Dictionary(
        manifest.properties.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }),
      packages: manifest.facts.packages.map {
        ImagePackage(name: $0.name, version: $0.version, architecture: $0.architecture)
      })
  }
}
