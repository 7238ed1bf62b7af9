import Foundation

/// A payload that this program cannot read: written by a newer one, or damaged.
public enum PayloadError: Error, Sendable, CustomStringConvertible {
  case unknownKind(String, version: Int)
  case unreadable(kind: String, version: Int)

  public var description: String {
    switch self {
    case .unknownKind(let kind, let version):
      "journal entry of kind \(kind) v\(version) is unknown here; expected one this version writes. "
        + "Run the newer liandu that wrote it."
    case .unreadable(let kind, let version):
      "the payload of a journal entry of kind \(kind) v\(version) cannot be read; "
        + "run `liandu audit verify` to find out whether it was changed."
    }
  }
}

extension Change {
  /// The stored form: a kind, its version, and JSON of integers and strings.
  public struct Stored: Sendable, Equatable {
    public var kind: String
    public var version: Int
    public var payload: Data

    public init(kind: String, version: Int, payload: Data) {
      self.kind = kind
      self.version = version
      self.payload = payload
    }
  }

  /// The name under which this change stands in the journal.
  public var kind: String {
    switch self {
    case .registered: "case.registered"
    case .led: "case.led"
    case .progressed: "case.progressed"
    case .closeProposed: CloseProposed.kind
    case .closed: "case.closed"
    case .closeLapsed: "case.close_lapsed"
    case .undone: "case.undone"
    case .turned(let turned): turned.kind
    case .viewed: "record.viewed"
    case .personRegistered: "person.registered"
    case .personAmended: "person.amended"
    case .personJoined: "person.joined"
    case .personLeft: "person.left"
    case .personGranted: "person.granted"
    case .personDeputed: "person.deputed"
    case .unitRegistered: "unit.registered"
    case .unitAmended: "unit.amended"
    case .groupBound: "group.bound"
    case .groupUnbound: "group.unbound"
    case .groupMoved: "group.moved"
    case .settingChanged: "setting.changed"
    case .noticed: "clock.noticed"
    case .reminderSet: "reminder.set"
    case .reminderSaid: "reminder.said"
    case .reminderCancelled: "reminder.cancelled"
    case .silent: "clock.silent"
    case .activityRecorded: "activity.recorded"
    case .figureGiven: "figure.given"
    case .reporterKept: "reporter.kept"
    case .vouched: "act.vouched"
    case .refused: "act.refused"
    case .updateSetAside: "update.set_aside"
    case .messageGivenUp: "message.given_up"
    }
  }

  /// The change as the journal stores it.
  public func stored() throws -> Stored {
    Stored(kind: kind, version: 1, payload: try PayloadCoding.encoder.encode(self.payload))
  }

  private var payload: any Encodable {
    switch self {
    case .registered(let payload): payload
    case .led(let payload): payload
    case .progressed(let payload): payload
    case .closeProposed(let payload): payload
    case .closed(let payload): payload
    case .closeLapsed(let payload): payload
    case .undone(let payload): payload
    case .turned(let turned): turned.payload
    case .viewed(let payload): payload
    case .personRegistered(let payload): payload
    case .personAmended(let payload): payload
    case .personJoined(let payload), .personLeft(let payload): payload
    case .personGranted(let payload): payload
    case .personDeputed(let payload): payload
    case .unitRegistered(let payload): payload
    case .unitAmended(let payload): payload
    case .groupBound(let payload): payload
    case .groupUnbound(let payload): payload
    case .groupMoved(let payload): payload
    case .settingChanged(let payload): payload
    case .noticed(let payload): payload
    case .reminderSet(let payload): payload
    case .reminderSaid(let payload): payload
    case .reminderCancelled(let payload): payload
    case .silent(let payload): payload
    case .activityRecorded(let payload): payload
    case .figureGiven(let payload): payload
    case .reporterKept(let payload): payload
    case .vouched(let payload): payload
    case .refused(let payload): payload
    case .updateSetAside(let payload): payload
    case .messageGivenUp(let payload): payload
    }
  }

  /// Reads the stored form.
  /// - Throws: `PayloadError` where the kind is unknown or the payload is not its JSON.
  public init(_ stored: Stored) throws(PayloadError) {
    func read<T: Decodable>(_ type: T.Type) throws(PayloadError) -> T {
      do {
        return try PayloadCoding.decoder.decode(type, from: stored.payload)
      } catch {
        throw PayloadError.unreadable(kind: stored.kind, version: stored.version)
      }
    }
    guard stored.version == 1 else {
      throw PayloadError.unknownKind(stored.kind, version: stored.version)
    }
    switch stored.kind {
    case "case.registered": self = .registered(try read(CaseRegistered.self))
    case "case.led": self = .led(try read(CaseLed.self))
    case "case.progressed": self = .progressed(try read(CaseProgressed.self))
    case CloseProposed.kind: self = .closeProposed(try read(CloseProposed.self))
    case "case.closed": self = .closed(try read(CaseClosed.self))
    case "case.close_lapsed": self = .closeLapsed(try read(CloseLapsed.self))
    case "case.undone": self = .undone(try read(CaseUndone.self))
    case "record.viewed": self = .viewed(try read(RecordViewed.self))
    case "person.registered": self = .personRegistered(try read(PersonRegistered.self))
    case "person.amended": self = .personAmended(try read(PersonAmended.self))
    case "person.joined": self = .personJoined(try read(PersonMoved.self))
    case "person.left": self = .personLeft(try read(PersonMoved.self))
    case "person.granted": self = .personGranted(try read(PersonGranted.self))
    case "person.deputed": self = .personDeputed(try read(PersonDeputed.self))
    case "setting.changed": self = .settingChanged(try read(Setting.self))
    case "clock.noticed": self = .noticed(try read(Notice.self))
    case "reminder.set": self = .reminderSet(try read(Reminder.self))
    case "reminder.said": self = .reminderSaid(try read(ReminderSaid.self))
    case "reminder.cancelled": self = .reminderCancelled(try read(ReminderCancelled.self))
    case "clock.silent": self = .silent(try read(Silence.self))
    case "activity.recorded": self = .activityRecorded(try read(Activity.self))
    case "figure.given": self = .figureGiven(try read(Figure.self))
    case "unit.registered": self = .unitRegistered(try read(UnitRegistered.self))
    case "unit.amended": self = .unitAmended(try read(UnitAmended.self))
    case "group.bound": self = .groupBound(try read(GroupBound.self))
    case "group.unbound": self = .groupUnbound(try read(GroupUnbound.self))
    case "group.moved": self = .groupMoved(try read(GroupMoved.self))
    case "reporter.kept": self = .reporterKept(try read(ReporterKept.self))
    case "act.vouched": self = .vouched(try read(ActVouched.self))
    case "act.refused": self = .refused(try read(ActRefused.self))
    case "update.set_aside": self = .updateSetAside(try read(UpdateSetAside.self))
    case "message.given_up": self = .messageGivenUp(try read(MessageGivenUp.self))
    default:
      let turned: CaseTurned?
      do {
        turned = try CaseTurned.read(stored.kind, from: stored.payload)
      } catch {
        throw PayloadError.unreadable(kind: stored.kind, version: stored.version)
      }
      guard let turned else {
        throw PayloadError.unknownKind(stored.kind, version: stored.version)
      }
      self = .turned(turned)
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
