import Foundation

/// A kind of journal entry: its name, the version that is written, and how each version ever written
/// is read. To change what a kind stores, give it a new version and say how the old one is read:
///
///     static let led = Kind("case.led", version: 2, Change.led)
///       .reading(1, as: CaseLedV1.self) { .led(CaseLed($0)) }
///
/// A type that stands in a version is frozen with it: a key may be added only where it is optional.
struct Kind<Payload: Sendable>: Sendable {
  let name: String
  let version: Int
  private(set) var readers: [Int: KindReader]
  private let form: @Sendable (Payload) -> any Encodable

  /// A kind whose payload is stored as it is.
  init(_ name: String, version: Int = 1, _ change: @escaping @Sendable (Payload) -> Change)
  where Payload: Codable {
    self.name = name
    self.version = version
    form = { $0 }
    readers = [version: KindReader(Payload.self, change)]
  }

  /// A kind whose payload is a record, which may grow; what is stored of it is a form that does not.
  init<F: Form>(
    _ name: String, version: Int = 1, as form: F.Type,
    _ change: @escaping @Sendable (Payload) -> Change
  ) where F.Value == Payload {
    self.name = name
    self.version = version
    self.form = { F($0) }
    readers = [version: KindReader(F.self) { change($0.value) }]
  }

  /// The kind reads an older version too.
  func reading<Old: Decodable & Sendable>(
    _ version: Int, as old: Old.Type, _ change: @escaping @Sendable (Old) -> Change
  ) -> Kind {
    var kind = self
    kind.readers[version] = KindReader(old, change)
    return kind
  }

  /// A payload of this kind, to be written.
  func callAsFunction(_ payload: Payload) -> Written {
    Written(kind: name, version: version, payload: form(payload))
  }
}

extension Kind: AnyKind {}

/// A kind whatever its payload.
protocol AnyKind: Sendable {
  var name: String { get }
  /// How each version is read.
  var readers: [Int: KindReader] { get }
}

/// How one version of a kind is read.
struct KindReader: Sendable {
  /// What the JSON is decoded as.
  let form: any (Decodable & Sendable).Type
  let read: @Sendable (Data) throws -> Change

  init<Stored: Decodable & Sendable>(
    _ form: Stored.Type, _ change: @escaping @Sendable (Stored) -> Change
  ) {
    self.form = form
    read = { change(try PayloadCoding.decoder.decode(Stored.self, from: $0)) }
  }
}

/// What the journal keeps of a record, in the version in which it was written.
protocol Form: Codable, Sendable {
  associatedtype Value: Sendable
  init(_ value: Value)
  var value: Value { get }
}

/// A payload with the name and version under which it stands in the journal.
struct Written {
  var kind: String
  var version: Int
  var payload: any Encodable
}

/// The stored form of a turn: what it brought about, its step, and what was said about it.
struct TurnPayload<Body: Codable & Sendable>: Codable, Sendable {
  var body: Body
  var step: Step
  var note: String?
  var evidence: [Evidence]?

  func turned(_ turn: (Body) -> Turn) -> CaseTurned {
    CaseTurned(turn(body), step: step, note: note, evidence: evidence)
  }
}

/// A payload that this program cannot read: written by a newer one, or damaged.
public enum PayloadError: Error, Sendable, CustomStringConvertible {
  /// Known are the versions of that kind that are read here; none where the kind is unknown.
  case unknownKind(String, version: Int, known: [Int])
  case unreadable(kind: String, version: Int)

  public var description: String {
    switch self {
    case .unknownKind(let kind, let version, let known):
      "journal entry of kind \(kind) v\(version) is unknown here; expected "
        + (known.isEmpty
          ? "a kind this version knows. "
          : "\(known.sorted().map { "v\($0)" }.joined(separator: ", ")) of it. ")
        + "Run the newer liandu that wrote it."
    case .unreadable(let kind, let version):
      "the payload of a journal entry of kind \(kind) v\(version) cannot be read; "
        + "run `liandu audit verify` to find out whether it was changed."
    }
  }
}

/// The one way records and payloads become JSON: keys sorted, so that equal values are equal bytes.
public enum PayloadCoding {
  public static let encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()

  public static let decoder = JSONDecoder()
}
