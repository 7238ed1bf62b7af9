/// A row of an export: values under their keys, in the order of the columns.
public struct ExportRow: Sendable, Equatable {
  /// One value, before it becomes JSON or CSV.
  public enum Value: Sendable, Equatable {
    case none
    case text(String)
    case integer(Int)
    case flag(Bool)
    case list([String])
    /// JSON as it is stored.
    case json(String)

    init(_ text: String?) { self = text.map(Value.text) ?? .none }
  }

  public var keys: [String]
  public var values: [Value]

  init(_ columns: [(key: String, value: Value)]) {
    keys = columns.map(\.key)
    values = columns.map(\.value)
  }

  /// The value under a key; nil where there is no such column.
  public subscript(key: String) -> Value? {
    keys.firstIndex(of: key).map { values[$0] }
  }
}
