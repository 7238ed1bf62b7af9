import CResources

/// Text that the binary carries.
enum Resource {
  static var migration0001: String { text(cresource_migration_0001()) }
  static var migration0002: String { text(cresource_migration_0002()) }
  static var migration0003: String { text(cresource_migration_0003()) }
  static var migration0004: String { text(cresource_migration_0004()) }
  static var migration0005: String { text(cresource_migration_0005()) }
  static var migration0006: String { text(cresource_migration_0006()) }
  static var migration0007: String { text(cresource_migration_0007()) }
  static var migration0008: String { text(cresource_migration_0008()) }

  // The bytes are constants of the binary: they live as long as the process and never change.
  private static func text(_ resource: cresource) -> String {
    String(
      decoding: UnsafeBufferPointer(start: resource.bytes, count: resource.length), as: UTF8.self)
  }
}
