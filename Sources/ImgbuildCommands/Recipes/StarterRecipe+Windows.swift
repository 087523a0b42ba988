extension StarterRecipe {
  static let windowsText = """
    # An image of Windows, made from a disk of your own.
    #
    # imgbuild does not install Windows, and puts no drivers into it yet. So the disk has to be as
    # `sysprep /generalize /oobe /shutdown` leaves it, with cloudbase-init if instances are to get
    # their name and password. imgbuild compresses, hashes and stamps it.

    version: 1          # the version of the recipe language
    name: NAME
    description: Windows Server 2022

    base:
      image:
        file: windows.qcow2     # beside this recipe

    # The image is stamped with what every Windows boots with: an IDE disk and an e1000 network card.
    # imgbuild does not look for VirtIO drivers yet. Where you know that they are on the disk, say so:
    # properties:
    #   hw_disk_bus: virtio
    #   hw_vif_model: virtio
    # allow-mismatch:
    #   hw_disk_bus: viostor is installed, and starts at boot
    #   hw_vif_model: netkvm is installed

    # There is no guest agent yet that could tell that Windows has booted.
    verify: false

    """
}
