extension FaultExample {
  static let properties = table(
    """
    properties: {hw_disk_buss: virtio}
    > 5:14: no service of OpenStack reads `hw_disk_buss`
    > hint: did you mean `hw_disk_bus`?

    properties: {os_favourite_colour: blue}
    > 5:14: no service of OpenStack reads `os_favourite_colour`
    > hint: names that begin with `os_` are OpenStack's: take another for your own

    properties: {architecure: x86_64}
    > 5:14: warning: no service of OpenStack reads `architecure`
    > hint: did you mean `architecture`?

    properties: {hw_disk_bus: virito}
    > 5:27: `hw_disk_bus` cannot be `virito`
    > hint: did you mean `virtio`?

    properties: {img_config_drive: true}
    > 5:32: `img_config_drive` cannot be `true`
    > hint: it must be mandatory or optional

    properties: {hw_cpu_cores: four, min_ram: -1}
    > 5:28: `hw_cpu_cores` cannot be `four`
    > hint: it must be a whole number
    > 5:43: `min_ram` cannot be `-1`
    > hint: it must be a whole number from 0

    properties: {hw_cpu_cores: 0}
    > 5:28: warning: `hw_cpu_cores` is taken, but makes no sense below 1

    properties: {hw_qemu_guest_agent: installed}
    > 5:35: warning: `hw_qemu_guest_agent`: `installed` counts as a no
    > hint: write yes or no

    properties: {hw_vif_model: netfront}
    > 5:28: warning: `hw_vif_model`: hosts with KVM or QEMU cannot use `netfront`
    > hint: they can use e1000, e1000e, igb, ne2k_pci, pcnet, rtl8139, spapr-vlan, virtio or vmxnet3

    properties: {hw_architecture: x86_64, vmware_ostype: debian}
    > 5:14: warning: `hw_architecture` is Nova's inner name of `architecture`
    > hint: write `architecture`
    > 5:39: warning: `vmware_ostype` is an old name of `os_distro`
    > hint: write `os_distro`

    properties: {architecture: x86_64, hw_architecture: x86_64}
    > 5:36: warning: `hw_architecture` is Nova's inner name of `architecture`
    > hint: write `architecture`
    > 5:36: `architecture` is declared twice, by two of its names

    properties: {disk_format: raw, size: 5}
    > 5:14: `disk_format` cannot be declared: imgbuild gives it with the image file, whose format it is
    > hint: leave it out
    > 5:32: `size` is what Glance itself says of an image, not a property
    > hint: leave it out

    properties: {hw_video_ram: 64}
    > 5:14: warning: `hw_video_ram`: a server fails to start with every flavor that has no `hw_video:ram_max_mb`, or a \
    smaller one

    properties: {img_bittorrent: no}
    > 5:14: warning: `img_bittorrent`: it was made for XenServer; no driver that Nova still has looks at it

    properties: {"trait:hw-cpu-x86-avx2": required, "trait:CUSTOM_A": forbidden}
    > 5:14: `trait:hw-cpu-x86-avx2` names no trait
    > hint: did you mean `trait:HW_CPU_X86_AVX2`?
    > 5:67: warning: `trait:CUSTOM_A` should not be `forbidden`: Nova ignores the property, without an error
    > hint: it must be required

    properties: {hw_machine_type: pc-q35-7.2, os_distro: ubuntu22.04}
    > 5:31: warning: `pc-q35-7.2` starts only on hosts whose QEMU has this very version
    > hint: write `q35`
    > 5:54: warning: `ubuntu22.04` is one of libosinfo's short names: some hosts give such a guest other hardware
    > hint: write `ubuntu`, and the release as `os_version`

    properties: {os_glance_importing: x, cinder_encryption_key_id: x}
    > 5:14: Glance keeps names that begin with `os_glance_` for itself
    > hint: leave it out
    > 5:38: `cinder_encryption_key_id` cannot be declared: Cinder writes it when it uploads an encrypted volume; Nova \
    refuses to boot any image with it
    > hint: leave it out

    properties: {img_hv_requested_version: "7.2"}
    > 5:40: `img_hv_requested_version` cannot be `7.2`
    > hint: it must be versions such as >=7.2,<10
    """)
}
