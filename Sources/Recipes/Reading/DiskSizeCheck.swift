import BuildFoundation

/// Reports steps that would make the disk smaller, as far as the recipe alone tells.
struct DiskSizeCheck {
  let reading: RecipeReading

  func check(_ recipe: Recipe) {
    var size = recipe.diskSize?.value
    for step in recipe.steps {
      guard case .resize(let action) = step.action else { continue }
      if let size, action.size.value < size {
        reading.fault(
          "`size` must be at least \(size), which the disk has by then: it is never shrunk",
          at: action.size.location)
      }
      size = max(size ?? action.size.value, action.size.value)
    }
  }
}
