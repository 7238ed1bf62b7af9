/// Data that travels inside the binary: calendar, procedure table, pinyin, migrations.
///
/// Every accessor returns bytes with static lifetime that never change; they hold UTF-8 text and
/// are not ended by a zero byte.
#ifndef CRESOURCES_H
#define CRESOURCES_H

#include <stddef.h>

typedef struct {
  const unsigned char *_Nonnull bytes;
  size_t length;
} cresource;

/// Statutory holidays and worked weekends of mainland China (CSV with a comment header).
cresource cresource_cn_workdays(void);
/// The procedure table shipped with the program (YAML).
cresource cresource_procedure(void);
/// Toneless pinyin for the characters of the commands (text, one entry a line).
cresource cresource_pinyin(void);
/// Characters that look alike, in groups (text).
cresource cresource_lookalikes(void);
/// Traditional characters with their simplified ones (text, in pairs).
cresource cresource_simplified(void);
/// The words of the rule on persons, by class (text).
cresource cresource_persons_words(void);
/// What that rule learnt about them (binary; see PersonsModel).
cresource cresource_persons_weights(void);
/// Migration 1 of the ledger (SQL).
cresource cresource_migration_0001(void);
/// Migration 1 of the hub's own store (SQL).
cresource cresource_hub_migration_0001(void);
/// Migration 2 of the hub's own store (SQL).
cresource cresource_hub_migration_0002(void);
/// Migration 2 of the ledger (SQL).
cresource cresource_migration_0002(void);
/// Migration 3 of the ledger (SQL).
cresource cresource_migration_0003(void);
/// Migration 4 of the ledger (SQL).
cresource cresource_migration_0004(void);
/// Migration 5 of the ledger (SQL).
cresource cresource_migration_0005(void);
/// Migration 6 of the ledger (SQL).
cresource cresource_migration_0006(void);
/// Migration 7 of the ledger (SQL).
cresource cresource_migration_0007(void);
/// Migration 8 of the ledger (SQL).
cresource cresource_migration_0008(void);
/// The hub's pages, their style, their script and their icon.
cresource cresource_web_chat_html(void);
cresource cresource_web_enter_html(void);
cresource cresource_web_used_html(void);
cresource cresource_web_outside_html(void);
cresource cresource_web_chat_css(void);
cresource cresource_web_chat_js(void);
cresource cresource_web_elements_js(void);
cresource cresource_web_state_js(void);
cresource cresource_web_wire_js(void);
cresource cresource_web_message_js(void);
cresource cresource_web_history_js(void);
cresource cresource_web_rooms_js(void);
cresource cresource_web_composer_js(void);
cresource cresource_web_menu_js(void);
cresource cresource_web_search_js(void);
cresource cresource_web_keys_js(void);
cresource cresource_web_icon_svg(void);
/// The demonstration's script (YAML).
cresource cresource_demo_sixty_days(void);
/// A picture of the demonstration (JPEG, not text), by its place in the script's list; the first one
/// for a place beyond.
cresource cresource_demo_picture(size_t index);

#endif
