import ImageProperties
import Recipes

extension StampRequest {
  /// What a recipe says of its image's properties.
  init(_ recipe: Recipe) {
    self.init(
      declared: recipe.properties.mapValues(\.value),
      allowed: recipe.allowedMismatches.mapValues(\.value),
      profile: recipe.profile?.value ?? .openStack)
  }
}
