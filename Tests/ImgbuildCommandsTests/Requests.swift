import BuildFoundation
import Foundation
import HostKit
import Recipes
import SystemPackage
import TestSupport

@testable import ImgbuildCommands

/// A recipe with an offline and an online step.
let webRecipe = """
  version: 1
  name: web
  base:
    bootstrap: {distribution: debian, suite: bookworm}
  steps:
    - packages: {install: [nginx]}
    - write: {path: /etc/motd, content: hello}
    - {in: guest, run: {script: echo hello}}
  """

extension TemporaryFolder {
  /// A request to build `webRecipe` into this folder.
  func request(_ recipe: String = webRecipe, reusesLayers: Bool = true) throws -> BuildRequest {
    BuildRequest(
      recipe: try RecipeLoader().load(try write("web.yml", recipe)),
      output: path.appending("output"), accelerator: .tcg, libvirtURI: nil,
      reusesLayers: reusesLayers)
  }
}
