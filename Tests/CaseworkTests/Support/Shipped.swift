import CResources
import Casework

/// The data that the program ships, as the program reads it.
enum Shipped {
  static let procedureText = text(cresource_procedure())
  static let workdays = text(cresource_cn_workdays())

  static func calendar() throws -> WorkCalendar { try readCalendar.get() }

  static func rules(procedure: String = procedureText) throws -> Rules {
    procedure == procedureText ? try readRules.get() : try read(procedure)
  }

  // Read once: a scene is set up thousands of times.
  private static let readCalendar = Result { try WorkCalendar(csv: workdays) }
  private static let readRules = Result { try read(procedureText) }

  private static func read(_ procedure: String) throws -> Rules {
    Rules(
      procedure: try Procedure(yaml: procedure), calendar: try calendar(), zone: .shanghai,
      version: "0")
  }

  // The bytes are constants of the binary: they live as long as the process and never change.
  private static func text(_ resource: cresource) -> String {
    String(
      decoding: UnsafeBufferPointer(start: resource.bytes, count: resource.length), as: UTF8.self)
  }
}
