import Foundation

/// Divides the answer to getUpdates and decodes each update alone, so that one that cannot be read
/// stops nothing and still moves the cursor.
struct UpdateReader {
  /// Deeper than anything the protocol has, and well within what the decoder bears.
  static let maximumDepth = 200

  /// The bot's own user id, to tell replies to it; nil if unknown.
  var botID: String?
  private let decoder = JSONDecoder()

  init(botID: String?) {
    self.botID = botID
  }

  /// Nil if the result is no array or broken.
  func read(_ body: Data, _ envelope: Envelope) -> UpdateBatch? {
    guard let result = envelope.result, result.kind == .array else { return nil }
    let bytes = body.span
    let isUTF8 = JSONRepair.isUTF8(bytes)
    var batch = UpdateBatch()
    var highest: Int64?
    var elements = JSONElements(result.range)
    while let element = elements.next(bytes) {
      let header = UpdateHeader(bytes, element)
      if let number = header.number { highest = max(highest ?? number, number) }
      let content = content(
        of: element, header, body, needsRepair: element.needsRepair || !isUTF8)
      batch.updates.append(
        IncomingUpdate(id: header.number.map { String($0) }, content: content))
    }
    if elements.isBroken { return nil }
    if let highest {
      let (next, overflow) = highest.addingReportingOverflow(1)
      batch.cursor = String(overflow ? highest : next)
    }
    return batch
  }

  private func content(
    of element: JSONScan.Value, _ header: UpdateHeader, _ body: Data, needsRepair: Bool
  ) -> IncomingUpdate.Content {
    func unreadable(_ reason: String) -> IncomingUpdate.Content {
      // A copy, so that one bad update does not keep the whole answer in memory.
      .unreadable(Unreadable(bytes: Data(Self.bytes(body, element.range)), reason: reason))
    }
    guard element.kind == .object, !header.isBroken else {
      return unreadable("an update is an object with well-formed members")
    }
    guard element.depth <= Self.maximumDepth else {
      return unreadable(
        "nested \(element.depth) levels deep; at most \(Self.maximumDepth) are read")
    }
    guard header.number != nil else {
      return unreadable("update_id is missing or no integer")
    }
    guard let payload = header.payload else { return .ignored(kind: header.kind ?? "empty") }
    do {
      return try decode(payload, header, body, needsRepair: needsRepair)
    } catch let error as DecodingError {
      return unreadable(Self.reason(error, in: payload.name))
    } catch {
      return unreadable("\(payload.name) cannot be decoded")
    }
  }

  private func decode(
    _ payload: UpdateHeader.Payload, _ header: UpdateHeader, _ body: Data, needsRepair: Bool
  ) throws -> IncomingUpdate.Content {
    let range = header.payloadRange
    let data =
      needsRepair ? Data(JSONRepair.repaired(body.span, range)) : Self.bytes(body, range)
    let reading = MessageReading(botID: botID)
    switch payload {
    case .message, .editedMessage:
      let wire = try decoder.decode(WireMessage.self, from: data)
      return try reading.content(wire, isEdit: payload == .editedMessage)
    case .ownMembership, .membership:
      let wire = try decoder.decode(WireMemberUpdate.self, from: data)
      return try reading.content(wire, isOwn: payload == .ownMembership)
    }
  }

  private static func bytes(_ body: Data, _ range: Range<Int>) -> Data {
    body[body.startIndex + range.lowerBound..<body.startIndex + range.upperBound]
  }

  /// Names the place, never what stood there.
  private static func reason(_ error: DecodingError, in payload: String) -> String {
    func place(_ path: [any CodingKey], _ key: (any CodingKey)? = nil) -> String {
      ([payload] + path.map(\.stringValue) + (key.map { [$0.stringValue] } ?? []))
        .joined(separator: ".")
    }
    return switch error {
    case .keyNotFound(let key, let context): "\(place(context.codingPath, key)) is missing"
    case .typeMismatch(_, let context): "\(place(context.codingPath)) is of another type"
    case .valueNotFound(_, let context): "\(place(context.codingPath)) is null"
    case .dataCorrupted(let context): "\(place(context.codingPath)) is malformed"
    @unknown default: "\(payload) cannot be decoded"
    }
  }
}

/// What the scanner finds of an update without decoding it.
struct UpdateHeader {
  /// What is decoded; everything else is ignored by its name.
  enum Payload {
    case message, editedMessage, ownMembership, membership

    var name: String {
      switch self {
      case .message: "message"
      case .editedMessage: "edited_message"
      case .ownMembership: "my_chat_member"
      case .membership: "chat_member"
      }
    }
  }

  private(set) var number: Int64?
  private(set) var payload: Payload?
  private(set) var payloadRange = 0..<0
  /// The name of the first member that is not the number.
  private(set) var kind: String?
  private(set) var isBroken = false

  init(_ bytes: Span<UInt8>, _ element: JSONScan.Value) {
    guard element.kind == .object else { return }
    var members = JSONMembers(element.range)
    while let member = members.next(bytes) {
      if JSONScan.equals(bytes, member.key, "update_id") {
        number = JSONScan.integer(bytes, member.value)
        continue
      }
      if payload == nil, let found = Self.payload(bytes, member.key) {
        payload = found
        payloadRange = member.value.range
      }
      if kind == nil { kind = Self.name(bytes, member.key) }
    }
    isBroken = members.isBroken
  }

  private static func payload(_ bytes: Span<UInt8>, _ key: Range<Int>) -> Payload? {
    if JSONScan.equals(bytes, key, "message") { return .message }
    if JSONScan.equals(bytes, key, "edited_message") { return .editedMessage }
    if JSONScan.equals(bytes, key, "my_chat_member") { return .ownMembership }
    if JSONScan.equals(bytes, key, "chat_member") { return .membership }
    return nil
  }

  /// A name of the protocol's form; another could be content.
  private static func name(_ bytes: Span<UInt8>, _ key: Range<Int>) -> String {
    var name = ""
    for index in key.prefix(64) {
      let byte = bytes[index]
      guard 0x61...0x7A ~= byte || byte == 0x5F || 0x30...0x39 ~= byte else { return "unknown" }
      name.unicodeScalars.append(Unicode.Scalar(byte))
    }
    return name.isEmpty ? "unknown" : name
  }
}
