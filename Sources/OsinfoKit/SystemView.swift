import BuildFoundation
import CLibosinfo

/// Looks at one system of a loaded database, which owns everything that this points to.
struct SystemView {
  private let system: UnsafeMutablePointer<OsinfoOs>

  /// A view of `system`.
  init(_ system: UnsafeMutablePointer<OsinfoOs>) {
    self.system = system
  }

  /// The distribution: `debian`.
  var distro: String? { text(osinfo_os_get_distro(system)) }
  /// The family: `linux`.
  var family: String? { text(osinfo_os_get_family(system)) }

  /// All short names; the first is the usual one.
  var allShortIDs: [String] {
    // The list is ours, the strings in it are not.
    let first = osinfo_product_get_short_id_list(imgbuild_product_of_system(system))
    defer { g_list_free(first) }
    var names: [String] = []
    var node = first
    while let current = node {
      if let data = current.pointee.data {
        names.append(String(cString: data.assumingMemoryBound(to: CChar.self)))
      }
      node = current.pointee.next
    }
    return names
  }

  /// The system as a value.
  var value: OsinfoSystem {
    let product = imgbuild_product_of_system(system)
    let minimum = resources(osinfo_os_get_minimum_resources(system))
    let recommended = resources(osinfo_os_get_recommended_resources(system))
    return OsinfoSystem(
      shortID: text(osinfo_product_get_short_id(product)) ?? "",
      id: text(osinfo_entity_get_id(imgbuild_entity_of_system(system))) ?? "",
      distro: distro ?? "", family: family,
      version: text(osinfo_product_get_version(product)),
      name: text(osinfo_product_get_name(product)),
      codename: text(osinfo_product_get_codename(product)),
      releaseDate: text(osinfo_product_get_release_date_string(product)),
      minimumRAM: minimum.ram, minimumStorage: minimum.storage,
      recommendedRAM: recommended.ram, recommendedStorage: recommended.storage)
  }

  /// The resources for x86_64, or for all architectures; takes over the list.
  private func resources(
    _ list: UnsafeMutablePointer<OsinfoResourcesList>?
  ) -> (ram: ByteCount?, storage: ByteCount?) {
    guard let list else { return (nil, nil) }
    defer { g_object_unref(list) }
    let entities = imgbuild_list_of_resources(list)
    var ram: ByteCount?
    var storage: ByteCount?
    for wanted in ["x86_64", "all"] {
      for index in 0..<osinfo_list_get_length(entities) {
        guard let entity = osinfo_list_get_nth(entities, index),
          let resources = imgbuild_resources_of_entity(entity),
          text(osinfo_resources_get_architecture(resources)) == wanted
        else { continue }
        ram = ram ?? count(osinfo_resources_get_ram(resources))
        storage = storage ?? count(osinfo_resources_get_storage(resources))
      }
    }
    return (ram, storage)
  }

  /// libosinfo says -1 for what it does not know.
  private func count(_ bytes: gint64) -> ByteCount? {
    bytes > 0 ? ByteCount(bytes: Int64(bytes)) : nil
  }

  private func text(_ pointer: UnsafePointer<CChar>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}
