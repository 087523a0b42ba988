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

    # What every Windows boots with. With the VirtIO drivers on the disk, write `virtio` for both:
    # imgbuild does not look for them yet.
    properties:
      hw_disk_bus: ide
      hw_vif_model: e1000
      os_admin_user: Administrator

    # There is no guest agent yet that could tell that Windows has booted.
    verify: false

    """
}
