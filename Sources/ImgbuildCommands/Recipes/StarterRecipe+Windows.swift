extension StarterRecipe {
  static let windowsText = """
    # An image of Windows, made from a disk of your own: one that was installed once, best as
    # `sysprep /generalize /oobe /shutdown` leaves it. Drivers are put into it without starting it;
    # its first boot installs the guest agent and Cloudbase-Init.

    version: 1          # the version of the recipe language
    name: NAME
    description: Windows Server 2022

    base:
      image:
        file: windows.qcow2     # beside this recipe

    steps:
      # VirtIO drivers: the disc, or a folder with what is on it. Without them the image is stamped
      # with what every Windows boots with: an IDE disk and an e1000 network card.
      - drivers: file:///usr/share/virtio-win/virtio-win.iso
      - guest-agent: file:///usr/share/virtio-win/virtio-win.iso
      - cloudbase-init:
          msi: file:///srv/CloudbaseInitSetup_x64.msi
          user: Admin
      # A script that runs once at the first boot, as the system:
      # - firstboot: {interpreter: powershell, file: firstboot.ps1}

    # Until the first boot there is no guest agent that could tell that Windows has booted.
    verify: false

    """
}
