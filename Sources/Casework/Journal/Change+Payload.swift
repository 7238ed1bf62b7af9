import Foundation

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
  public var kind: String { written.kind }

  /// The change as the journal stores it.
  ///
  /// - Parameter payload: What the payload's encoding gives, where the caller has a quicker way.
  public func stored(_ payload: Data? = nil) throws -> Stored {
    let written = written
    let stored = Stored(
      kind: written.kind, version: written.version,
      payload: try payload ?? PayloadCoding.encoder.encode(written.payload))
    #if DEBUG
      let encoded = try PayloadCoding.encoder.encode(written.payload)
      assert(stored.payload == encoded, "\(kind): write its payload as Casework encodes it")
      let back = try Change(stored)
      assert(back == self, "\(kind) v\(stored.version) does not hold all that it is to say")
    #endif
    return stored
  }

  /// Reads the stored form.
  /// - Throws: `PayloadError` where the kind is unknown or the payload is not its JSON.
  public init(_ stored: Stored) throws(PayloadError) {
    let readers = Kinds.readers[stored.kind] ?? [:]
    guard let reader = readers[stored.version] else {
      throw .unknownKind(stored.kind, version: stored.version, known: Array(readers.keys))
    }
    do {
      self = try reader.read(stored.payload)
    } catch {
      throw .unreadable(kind: stored.kind, version: stored.version)
    }
  }

  private var written: Written {
    switch self {
    case .registered(let it): Kinds.registered(it)
    case .led(let it): Kinds.led(it)
    case .progressed(let it): Kinds.progressed(it)
    case .closeProposed(let it): Kinds.closeProposed(it)
    case .closed(let it): Kinds.closed(it)
    case .closeLapsed(let it): Kinds.closeLapsed(it)
    case .undone(let it): Kinds.undone(it)
    case .turned(let it): it.written
    case .viewed(let it): Kinds.viewed(it)
    case .personRegistered(let it): Kinds.personRegistered(it)
    case .personAmended(let it): Kinds.personAmended(it)
    case .personJoined(let it): Kinds.personJoined(it)
    case .personLeft(let it): Kinds.personLeft(it)
    case .personGranted(let it): Kinds.personGranted(it)
    case .personDeputed(let it): Kinds.personDeputed(it)
    case .unitRegistered(let it): Kinds.unitRegistered(it)
    case .unitAmended(let it): Kinds.unitAmended(it)
    case .groupBound(let it): Kinds.groupBound(it)
    case .groupUnbound(let it): Kinds.groupUnbound(it)
    case .groupMoved(let it): Kinds.groupMoved(it)
    case .settingChanged(let it): Kinds.settingChanged(it)
    case .noticed(let it): Kinds.noticed(it)
    case .reminderSet(let it): Kinds.reminderSet(it)
    case .reminderSaid(let it): Kinds.reminderSaid(it)
    case .reminderCancelled(let it): Kinds.reminderCancelled(it)
    case .silent(let it): Kinds.silent(it)
    case .activityRecorded(let it): Kinds.activityRecorded(it)
    case .figureGiven(let it): Kinds.figureGiven(it)
    case .reporterKept(let it): Kinds.reporterKept(it)
    case .vouched(let it): Kinds.vouched(it)
    case .refused(let it): Kinds.refused(it)
    case .updateSetAside(let it): Kinds.updateSetAside(it)
    case .messageGivenUp(let it): Kinds.messageGivenUp(it)
    case .exportGiven(let it): Kinds.exportGiven(it)
    }
  }
}

extension CaseTurned {
  /// The name under which the turn stands in the journal.
  public var kind: String { written.kind }

  fileprivate var written: Written {
    func with<Body: Codable>(_ body: Body) -> TurnPayload<Body> {
      TurnPayload(body: body, step: step, note: note, evidence: evidence)
    }
    return switch turn {
    case .triaged(let it): Kinds.triaged(with(it))
    case .contactsChanged(let it): Kinds.contactsChanged(with(it))
    case .handed(let it): Kinds.handed(with(it))
    case .received(let it): Kinds.received(with(it))
    case .urged(let it): Kinds.urged(with(it))
    case .delivered(let it): Kinds.delivered(with(it))
    case .drafted(let it): Kinds.drafted(with(it))
    case .redrafted(let it): Kinds.redrafted(with(it))
    case .consented(let it): Kinds.consented(with(it))
    case .issued(let it): Kinds.issued(with(it))
    case .dropped(let it): Kinds.dropped(with(it))
    case .proposed(let it): Kinds.proposed(with(it))
    case .disputed(let it): Kinds.disputed(with(it))
    case .ruled(let it): Kinds.ruled(with(it))
    case .reportBegun(let it): Kinds.reportBegun(with(it))
    case .reported(let it): Kinds.reported(with(it))
    case .paperReceived(let it): Kinds.paperReceived(with(it))
    case .verified(let it): Kinds.verified(with(it))
    case .sentBack(let it): Kinds.sentBack(with(it))
    case .extensionAsked(let it): Kinds.extensionAsked(with(it))
    case .extensionAgreed(let it): Kinds.extensionAgreed(with(it))
    case .extensionGranted(let it): Kinds.extensionGranted(with(it))
    case .extensionRefused(let it): Kinds.extensionRefused(with(it))
    case .rebased(let it): Kinds.rebased(with(it))
    case .suspended(let it): Kinds.suspended(with(it))
    case .resumed(let it): Kinds.resumed(with(it))
    case .actAsked(let it): Kinds.actAsked(with(it))
    case .actDeclined(let it): Kinds.actDeclined(with(it))
    case .voided(let it): Kinds.voided(with(it))
    case .amended(let it): Kinds.amended(with(it))
    case .merged(let it): Kinds.merged(with(it))
    case .absorbed(let it): Kinds.absorbed(with(it))
    case .lookbackSet(let it): Kinds.lookbackSet(with(it))
    case .lookbackHeld(let it): Kinds.lookbackHeld(with(it))
    case .relapsed(let it): Kinds.relapsed(with(it))
    case .evidenceAdded(let it): Kinds.evidenceAdded(with(it))
    case .evidenceStored(let it): Kinds.evidenceStored(with(it))
    case .transferred(let it): Kinds.transferred(with(it))
    case .transferReceived(let it): Kinds.transferReceived(with(it))
    case .transferReturned(let it): Kinds.transferReturned(with(it))
    case .receiversSet(let it): Kinds.receiversSet(with(it))
    case .restored(let it): Kinds.restored(with(it))
    }
  }
}
