extension StarterRecipe {
  static let debianText = """
    # An image of Debian 12. Every key that is not needed can go, `name` and `base` must stay.

    version: 1          # the version of the recipe language
    name: NAME
    description: Debian 12

    # Debian is installed from its own signed packages onto an empty disk.
    base:
      bootstrap:
        distribution: debian
        suite: bookworm

    # The virtual disk. The file is sparse and compressed, so it is far smaller than this.
    disk:
      size: 4 GiB

    # The changes to the disk, in order. After an edit, a build starts at the first that changed.
    steps:
      - packages:
          install: [nginx]

      # The disk is mounted and nothing on it runs; a script runs as root, with /bin/sh.
      - name: write the page
        run:
          script: |
            set -e
            echo "Hello from NAME" > /var/www/html/index.html

      - services:
          enable: [nginx]

      # With `in: guest` a step runs in the booted image, with all services running.
      # - name: fill the database
      #   in: guest
      #   run:
      #     script: systemctl is-system-running --wait

    # A copy of the finished image is booted, and must pass these tests.
    verify:
      tests:
        - http:
            contains: Hello from NAME

    """

  static let ubuntuText = """
    # An image of Ubuntu 24.04, made from Ubuntu's own cloud image.

    version: 1          # the version of the recipe language
    name: NAME
    description: Ubuntu 24.04

    # The image is fetched once, and must have the checksum that Ubuntu publishes for it.
    base:
      image:
        url: https://cloud-images.ubuntu.com/releases/noble/release/ubuntu-24.04-server-cloudimg-amd64.img
        checksum:
          url: https://cloud-images.ubuntu.com/releases/noble/release/SHA256SUMS
          # Ubuntu signs the list. To have that checked too, copy the key beside this recipe and
          # uncomment. The key is in Ubuntu's package ubuntu-cloudimage-keyring, as
          # /usr/share/keyrings/ubuntu-cloudimage-keyring.gpg.
          # signature: https://cloud-images.ubuntu.com/releases/noble/release/SHA256SUMS.gpg
          # keyring: ubuntu-cloudimage-keyring.gpg

    # The virtual disk. The file is sparse and compressed, so it is far smaller than this.
    disk:
      size: 8 GiB

    # The changes to the disk, in order. After an edit, a build starts at the first that changed.
    steps:
      - packages:
          install: [nginx, qemu-guest-agent]

      # The disk is mounted and nothing on it runs; a script runs as root, with /bin/sh.
      - name: write the page
        run:
          script: |
            set -e
            echo "Hello from NAME" > /var/www/html/index.html

      - services:
          enable: [nginx, qemu-guest-agent]

    # A copy of the finished image is booted, and must pass these tests.
    verify:
      tests:
        - http:
            contains: Hello from NAME

    """

  static let rockyText = """
    # An image of Rocky Linux 9, made from Rocky's own cloud image.

    version: 1          # the version of the recipe language
    name: NAME
    description: Rocky Linux 9

    # The image is fetched once, and must have the checksum that Rocky keeps beside it.
    base:
      image:
        url: https://dl.rockylinux.org/pub/rocky/9/images/x86_64/Rocky-9-GenericCloud-Base.latest.x86_64.qcow2
        checksum:
          url: https://dl.rockylinux.org/pub/rocky/9/images/x86_64/Rocky-9-GenericCloud-Base.latest.x86_64.qcow2.CHECKSUM

    # The virtual disk; not smaller than the vendor's.
    disk:
      size: 10 GiB

    # The changes to the disk, in order. After an edit, a build starts at the first that changed.
    steps:
      - packages:
          install: [nginx, qemu-guest-agent]

      # The disk is mounted and nothing on it runs; a script runs as root, with /bin/sh.
      - name: write the page
        run:
          script: |
            set -e
            echo "Hello from NAME" > /usr/share/nginx/html/index.html

      - services:
          enable: [nginx, qemu-guest-agent]

    # A copy of the finished image is booted, and must pass these tests.
    verify:
      tests:
        - http:
            contains: Hello from NAME

    """
}
