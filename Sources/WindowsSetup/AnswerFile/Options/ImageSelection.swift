/// Which of the images in `install.wim` is installed.
public enum ImageSelection: Sendable, Hashable {
  /// The image of this name, as `dism /Get-ImageInfo` shows it.
  case name(String)
  /// The image with this number, from 1.
  case index(Int)
}
