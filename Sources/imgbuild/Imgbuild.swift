import Foundation
import ImgbuildCommands

@main
struct Imgbuild {
  static func main() async {
    exit(await ImgbuildCommand.run())
  }
}
