import CResources
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The page's files, inside the binary: nothing is fetched from anywhere else.
struct WebAsset: Sendable {
  var mediaType: String
  var text: String

  static let all: [String: WebAsset] = [
    "/chat.css": WebAsset(mediaType: "text/css", text: HubResource.text(cresource_web_chat_css())),
    "/chat.js": script(cresource_web_chat_js()),
    "/elements.js": script(cresource_web_elements_js()),
    "/state.js": script(cresource_web_state_js()),
    "/wire.js": script(cresource_web_wire_js()),
    "/message.js": script(cresource_web_message_js()),
    "/history.js": script(cresource_web_history_js()),
    "/rooms.js": script(cresource_web_rooms_js()),
    "/composer.js": script(cresource_web_composer_js()),
    "/menu.js": script(cresource_web_menu_js()),
    "/search.js": script(cresource_web_search_js()),
    "/keys.js": script(cresource_web_keys_js()),
    "/icon.svg": WebAsset(
      mediaType: "image/svg+xml", text: HubResource.text(cresource_web_icon_svg())),
  ]

  private static func script(_ resource: cresource) -> WebAsset {
    WebAsset(mediaType: "text/javascript", text: HubResource.text(resource))
  }

  private static let pages: [String: String] = [
    "/chat.html": HubResource.text(cresource_web_chat_html()),
    "/enter.html": HubResource.text(cresource_web_enter_html()),
    "/used.html": HubResource.text(cresource_web_used_html()),
    "/outside.html": HubResource.text(cresource_web_outside_html()),
  ]

  static func response(_ path: String) -> Response {
    guard let asset = all[path] else { return PageServer.text("", .notFound) }
    return Response(
      status: .ok,
      headers: [.contentType: asset.mediaType + "; charset=utf-8", .cacheControl: "no-cache"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: asset.text)))
  }

  /// A page, with `{{name}}` filled in; what is filled in is escaped.
  static func page(
    _ name: String, _ status: HTTPResponse.Status, filling values: [String: String] = [:]
  ) -> Response {
    var text = pages[name] ?? ""
    for (key, value) in values { text = text.replacing("{{\(key)}}", with: escaped(value)) }
    return Response(
      status: status,
      headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
