import Foundation

/// The stored form of a turn: what it brought about, its step, and what was said about it.
private struct TurnPayload<Body: Codable>: Codable {
  var body: Body
  var step: Step
  var note: String?
  var evidence: [Evidence]?

  func turned(_ wrap: (Body) -> Turn) -> CaseTurned {
    CaseTurned(wrap(body), step: step, note: note, evidence: evidence)
  }
}

extension CaseTurned {
  /// The name under which the turn stands in the journal.
  public var kind: String { turn.kind }

  /// What is stored.
  var payload: any Encodable {
    func of<Body: Codable>(_ body: Body) -> any Encodable {
      TurnPayload(body: body, step: step, note: note, evidence: evidence)
    }
    return switch turn {
    case .triaged(let body): of(body)
    case .contactsChanged(let body): of(body)
    case .handed(let body): of(body)
    case .received(let body): of(body)
    case .urged(let body): of(body)
    case .drafted(let body), .redrafted(let body): of(body)
    case .consented(let body): of(body)
    case .issued(let body): of(body)
    case .dropped(let body): of(body)
    case .proposed(let body): of(body)
    case .disputed(let body): of(body)
    case .ruled(let body): of(body)
    case .reportBegun(let body): of(body)
    case .reported(let body): of(body)
    case .paperReceived(let body): of(body)
    case .verified(let body): of(body)
    case .sentBack(let body): of(body)
    case .extensionAsked(let body): of(body)
    case .extensionAgreed(let body): of(body)
    case .extensionGranted(let body), .extensionRefused(let body): of(body)
    case .rebased(let body): of(body)
    case .suspended(let body): of(body)
    case .resumed(let body): of(body)
    case .voided(let body): of(body)
    case .amended(let body): of(body)
    case .merged(let body): of(body)
    case .absorbed(let body): of(body)
    case .lookbackSet(let body): of(body)
    case .lookbackHeld(let body), .relapsed(let body): of(body)
    case .evidenceAdded(let body): of(body)
    case .evidenceStored(let body): of(body)
    case .transferred(let body): of(body)
    case .transferReceived(let body), .transferReturned(let body): of(body)
    case .receiversSet(let body): of(body)
    case .restored(let body): of(body)
    }
  }

  /// Reads the stored form; nil where the kind is no turn's.
  static func read(_ kind: String, from payload: Data) throws -> CaseTurned? {
    func of<Body: Codable>(_ wrap: (Body) -> Turn) throws -> CaseTurned {
      try PayloadCoding.decoder.decode(TurnPayload<Body>.self, from: payload).turned(wrap)
    }
    return switch kind {
    case "case.triaged": try of(Turn.triaged)
    case "case.contacts_changed": try of(Turn.contactsChanged)
    case "case.handed": try of(Turn.handed)
    case "case.received": try of(Turn.received)
    case "case.urged": try of(Turn.urged)
    case "instrument.drafted": try of(Turn.drafted)
    case "instrument.redrafted": try of(Turn.redrafted)
    case "instrument.consented": try of(Turn.consented)
    case "instrument.issued": try of(Turn.issued)
    case "instrument.dropped": try of(Turn.dropped)
    case "instrument.proposed": try of(Turn.proposed)
    case "case.disputed": try of(Turn.disputed)
    case "case.ruled": try of(Turn.ruled)
    case "case.report_begun": try of(Turn.reportBegun)
    case "case.reported": try of(Turn.reported)
    case "case.paper_received": try of(Turn.paperReceived)
    case "case.verified": try of(Turn.verified)
    case "case.sent_back": try of(Turn.sentBack)
    case "case.extension_asked": try of(Turn.extensionAsked)
    case "case.extension_agreed": try of(Turn.extensionAgreed)
    case "case.extension_granted": try of(Turn.extensionGranted)
    case "case.extension_refused": try of(Turn.extensionRefused)
    case "case.rebased": try of(Turn.rebased)
    case "case.suspended": try of(Turn.suspended)
    case "case.resumed": try of(Turn.resumed)
    case "case.voided": try of(Turn.voided)
    case "case.amended": try of(Turn.amended)
    case "case.merged": try of(Turn.merged)
    case "case.absorbed": try of(Turn.absorbed)
    case "case.lookback_set": try of(Turn.lookbackSet)
    case "case.lookback_held": try of(Turn.lookbackHeld)
    case "case.relapsed": try of(Turn.relapsed)
    case "case.evidence_added": try of(Turn.evidenceAdded)
    case "case.evidence_stored": try of(Turn.evidenceStored)
    case "case.transferred": try of(Turn.transferred)
    case "case.transfer_received": try of(Turn.transferReceived)
    case "case.transfer_returned": try of(Turn.transferReturned)
    case "case.receivers_set": try of(Turn.receiversSet)
    case "case.restored": try of(Turn.restored)
    default: nil
    }
  }
}

extension Turn {
  var kind: String {
    switch self {
    case .triaged: "case.triaged"
    case .contactsChanged: "case.contacts_changed"
    case .handed: "case.handed"
    case .received: "case.received"
    case .urged: "case.urged"
    case .drafted: "instrument.drafted"
    case .redrafted: "instrument.redrafted"
    case .consented: "instrument.consented"
    case .issued: "instrument.issued"
    case .dropped: "instrument.dropped"
    case .proposed: "instrument.proposed"
    case .disputed: "case.disputed"
    case .ruled: "case.ruled"
    case .reportBegun: "case.report_begun"
    case .reported: "case.reported"
    case .paperReceived: "case.paper_received"
    case .verified: "case.verified"
    case .sentBack: "case.sent_back"
    case .extensionAsked: "case.extension_asked"
    case .extensionAgreed: "case.extension_agreed"
    case .extensionGranted: "case.extension_granted"
    case .extensionRefused: "case.extension_refused"
    case .rebased: "case.rebased"
    case .suspended: "case.suspended"
    case .resumed: "case.resumed"
    case .voided: "case.voided"
    case .amended: "case.amended"
    case .merged: "case.merged"
    case .absorbed: "case.absorbed"
    case .lookbackSet: "case.lookback_set"
    case .lookbackHeld: "case.lookback_held"
    case .relapsed: "case.relapsed"
    case .evidenceAdded: "case.evidence_added"
    case .evidenceStored: "case.evidence_stored"
    case .transferred: "case.transferred"
    case .transferReceived: "case.transfer_received"
    case .transferReturned: "case.transfer_returned"
    case .receiversSet: "case.receivers_set"
    case .restored: "case.restored"
    }
  }
}
