import Casework
import Foundation

/// A case as JSON, byte for byte what `PayloadCoding.encoder` gives, in a tenth of its time: the
/// body is written at every event of a case. Debug builds compare the two at every call.
enum CaseBody {
  static func encode(_ matter: Case) throws -> Data {
    var json = SortedJSON()
    // Keys in their order as bytes; what is nil is left out.
    try json.object { json in
      if let chat = matter.chat { json.member("chat", chat.text) }
      if let at = matter.closedAt { json.member("closedAt", at.milliseconds) }
      json.array("contacts", matter.contacts) { json, contact in json.text(contact.text) }
      json.key("details")
      write(matter.details, to: &json)
      if let due = matter.due {
        json.key("due")
        write(due, to: &json)
      }
      if let handling = matter.handling {
        json.key("handling")
        json.raw(try PayloadCoding.encoder.encode(handling))
      }
      if let inner = matter.inner { json.member("inner", inner) }
      if let progress = matter.lastProgress {
        json.key("lastProgress")
        json.object { json in
          json.member("at", progress.at.milliseconds)
          json.member("by", progress.by.text)
          json.member("text", progress.text)
        }
      }
      if let lead = matter.lead { json.member("lead", lead.text) }
      if let message = matter.message { json.member("message", message) }
      json.member("number", Int64(matter.number.key))
      json.member("procedure", matter.procedure)
      json.member("progressCount", Int64(matter.progressCount))
      if let proposal = matter.proposal {
        json.key("proposal")
        json.object { json in
          json.member("at", proposal.at.milliseconds)
          json.member("by", proposal.by.text)
          json.member("lapses", proposal.lapses.milliseconds)
          if let lookback = proposal.lookback {
            json.key("lookback")
            write(lookback, to: &json)
          }
          json.member("previous", proposal.previous.rawValue)
          if let reason = proposal.reason { json.member("reason", reason) }
          json.member("result", proposal.result.rawValue)
        }
      }
      json.member("registeredAt", matter.registeredAt.milliseconds)
      json.member("registrant", matter.registrant.text)
      if let result = matter.result { json.member("result", result.rawValue) }
      json.member("revision", Int64(matter.revision))
      json.member("state", matter.state.rawValue)
      json.member("title", matter.title)
    }
    let body = Data(json.bytes)
    #if DEBUG
      let expected = try PayloadCoding.encoder.encode(matter)
      assert(
        body == expected,
        "CaseBody leaves out or misspells a field of Case; write it as Casework encodes it")
    #endif
    return body
  }

  static func write(_ details: CaseDetails, to json: inout SortedJSON) {
    json.object { json in
      if let area = details.area { json.member("area", area) }
      json.array("assisting", details.assisting) { json, unit in write(unit, to: &json) }
      if let place = details.place { json.member("place", place) }
      if let programme = details.programme { json.member("programme", programme) }
      if let project = details.project { json.member("project", project) }
      if let source = details.source { json.member("source", source) }
      if let number = details.sourceNumber { json.member("sourceNumber", number) }
      if let unit = details.unit {
        json.key("unit")
        write(unit, to: &json)
      }
      if let unsigned = details.unsigned { json.member("unsigned", unsigned) }
      json.member("urgent", details.urgent)
    }
  }

  private static func write(_ unit: UnitReference, to json: inout SortedJSON) {
    json.object { json in
      if let id = unit.id { json.member("id", id.text) }
      json.member("name", unit.name)
    }
  }

  static func write(_ due: Deadline, to json: inout SortedJSON) {
    json.object { json in
      json.member("calendar", due.calendar)
      json.member("day", due.day.description)
      json.member("from", due.from.description)
      json.member("rule", due.rule)
    }
  }
}
