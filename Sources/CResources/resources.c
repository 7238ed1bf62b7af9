#include "cresources.h"

// #embed is C23; clang offers it in older modes too and warns. The language mode of the package
// stays as it is, so the warning is silenced here alone.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char cn_workdays[] = {
#embed "cn-workdays.csv"
};

static const unsigned char procedure[] = {
#embed "procedure.yaml"
};

static const unsigned char pinyin[] = {
#embed "pinyin.txt"
};

static const unsigned char lookalikes[] = {
#embed "lookalikes.txt"
};

static const unsigned char simplified[] = {
#embed "simplified.txt"
};

static const unsigned char persons_words[] = {
#embed "persons.txt"
};

static const unsigned char persons_weights[] = {
#embed "persons.weights"
};

static const unsigned char migration_0001[] = {
#embed "migrations/0001-spine.sql"
};

static const unsigned char migration_0002[] = {
#embed "migrations/0002-work.sql"
};

static const unsigned char migration_0003[] = {
#embed "migrations/0003-waiting-for-us.sql"
};

static const unsigned char migration_0004[] = {
#embed "migrations/0004-days.sql"
};

static const unsigned char migration_0005[] = {
#embed "migrations/0005-deletions.sql"
};

static const unsigned char migration_0006[] = {
#embed "migrations/0006-inner.sql"
};

static const unsigned char migration_0007[] = {
#embed "migrations/0007-redaction.sql"
};

static const unsigned char migration_0008[] = {
#embed "migrations/0008-asked.sql"
};

static const unsigned char hub_migration_0001[] = {
#embed "migrations/hub-0001.sql"
};

static const unsigned char hub_migration_0002[] = {
#embed "migrations/hub-0002.sql"
};

cresource cresource_hub_migration_0002(void) {
  return (cresource){hub_migration_0002, sizeof hub_migration_0002};
}

cresource cresource_hub_migration_0001(void) {
  return (cresource){hub_migration_0001, sizeof hub_migration_0001};
}

static const unsigned char web_chat_html[] = {
#embed "web/chat.html"
};

static const unsigned char web_enter_html[] = {
#embed "web/enter.html"
};

static const unsigned char web_used_html[] = {
#embed "web/used.html"
};

static const unsigned char web_outside_html[] = {
#embed "web/outside.html"
};

static const unsigned char web_chat_css[] = {
#embed "web/chat.css"
};

static const unsigned char web_chat_js[] = {
#embed "web/chat.js"
};

static const unsigned char web_elements_js[] = {
#embed "web/elements.js"
};

static const unsigned char web_state_js[] = {
#embed "web/state.js"
};

static const unsigned char web_wire_js[] = {
#embed "web/wire.js"
};

static const unsigned char web_message_js[] = {
#embed "web/message.js"
};

static const unsigned char web_history_js[] = {
#embed "web/history.js"
};

static const unsigned char web_rooms_js[] = {
#embed "web/rooms.js"
};

static const unsigned char web_composer_js[] = {
#embed "web/composer.js"
};

static const unsigned char web_menu_js[] = {
#embed "web/menu.js"
};

static const unsigned char web_search_js[] = {
#embed "web/search.js"
};

static const unsigned char web_keys_js[] = {
#embed "web/keys.js"
};

static const unsigned char web_icon_svg[] = {
#embed "web/icon.svg"
};

cresource cresource_web_chat_html(void) {
  return (cresource){web_chat_html, sizeof web_chat_html};
}

cresource cresource_web_enter_html(void) {
  return (cresource){web_enter_html, sizeof web_enter_html};
}

cresource cresource_web_used_html(void) {
  return (cresource){web_used_html, sizeof web_used_html};
}

cresource cresource_web_outside_html(void) {
  return (cresource){web_outside_html, sizeof web_outside_html};
}

cresource cresource_web_chat_css(void) {
  return (cresource){web_chat_css, sizeof web_chat_css};
}

cresource cresource_web_chat_js(void) {
  return (cresource){web_chat_js, sizeof web_chat_js};
}

cresource cresource_web_elements_js(void) {
  return (cresource){web_elements_js, sizeof web_elements_js};
}

cresource cresource_web_state_js(void) {
  return (cresource){web_state_js, sizeof web_state_js};
}

cresource cresource_web_wire_js(void) {
  return (cresource){web_wire_js, sizeof web_wire_js};
}

cresource cresource_web_message_js(void) {
  return (cresource){web_message_js, sizeof web_message_js};
}

cresource cresource_web_history_js(void) {
  return (cresource){web_history_js, sizeof web_history_js};
}

cresource cresource_web_rooms_js(void) {
  return (cresource){web_rooms_js, sizeof web_rooms_js};
}

cresource cresource_web_composer_js(void) {
  return (cresource){web_composer_js, sizeof web_composer_js};
}

cresource cresource_web_menu_js(void) {
  return (cresource){web_menu_js, sizeof web_menu_js};
}

cresource cresource_web_search_js(void) {
  return (cresource){web_search_js, sizeof web_search_js};
}

cresource cresource_web_keys_js(void) {
  return (cresource){web_keys_js, sizeof web_keys_js};
}

cresource cresource_web_icon_svg(void) {
  return (cresource){web_icon_svg, sizeof web_icon_svg};
}

cresource cresource_cn_workdays(void) {
  return (cresource){cn_workdays, sizeof cn_workdays};
}

cresource cresource_procedure(void) {
  return (cresource){procedure, sizeof procedure};
}

cresource cresource_simplified(void) {
  return (cresource){simplified, sizeof simplified};
}

cresource cresource_persons_words(void) {
  return (cresource){persons_words, sizeof persons_words};
}

cresource cresource_persons_weights(void) {
  return (cresource){persons_weights, sizeof persons_weights};
}

cresource cresource_pinyin(void) {
  return (cresource){pinyin, sizeof pinyin};
}

cresource cresource_lookalikes(void) {
  return (cresource){lookalikes, sizeof lookalikes};
}

cresource cresource_migration_0001(void) {
  return (cresource){migration_0001, sizeof migration_0001};
}

cresource cresource_migration_0003(void) {
  return (cresource){migration_0003, sizeof migration_0003};
}

cresource cresource_migration_0004(void) {
  return (cresource){migration_0004, sizeof migration_0004};
}

cresource cresource_migration_0005(void) {
  return (cresource){migration_0005, sizeof migration_0005};
}

cresource cresource_migration_0006(void) {
  return (cresource){migration_0006, sizeof migration_0006};
}

cresource cresource_migration_0007(void) {
  return (cresource){migration_0007, sizeof migration_0007};
}

cresource cresource_migration_0008(void) {
  return (cresource){migration_0008, sizeof migration_0008};
}

cresource cresource_migration_0002(void) {
  return (cresource){migration_0002, sizeof migration_0002};
}

static const unsigned char demo_sixty_days[] = {
#embed "demo/sixty-days.yaml"
};

cresource cresource_demo_sixty_days(void) {
  return (cresource){demo_sixty_days, sizeof demo_sixty_days};
}

static const unsigned char demo_car_park[] = {
#embed "demo/car-park.jpg"
};

static const unsigned char demo_camera[] = {
#embed "demo/camera.jpg"
};

static const unsigned char demo_lift[] = {
#embed "demo/lift.jpg"
};

static const unsigned char demo_toilet[] = {
#embed "demo/toilet.jpg"
};

static const unsigned char demo_pavement[] = {
#embed "demo/pavement.jpg"
};

static const unsigned char demo_fire_lane[] = {
#embed "demo/fire-lane.jpg"
};

static const unsigned char demo_night_market[] = {
#embed "demo/night-market.jpg"
};

static const unsigned char demo_railing[] = {
#embed "demo/railing.jpg"
};

static const unsigned char demo_marking[] = {
#embed "demo/marking.jpg"
};

static const unsigned char demo_river[] = {
#embed "demo/river.jpg"
};

static const unsigned char demo_street_lamp[] = {
#embed "demo/street-lamp.jpg"
};

static const unsigned char demo_road[] = {
#embed "demo/road.jpg"
};

static const unsigned char demo_drain[] = {
#embed "demo/drain.jpg"
};

static const unsigned char demo_window[] = {
#embed "demo/window.jpg"
};

static const unsigned char demo_kitchen[] = {
#embed "demo/kitchen.jpg"
};

static const unsigned char demo_sign[] = {
#embed "demo/sign.jpg"
};

static const unsigned char demo_site[] = {
#embed "demo/site.jpg"
};

#define PICTURE(name) {name, sizeof name}

cresource cresource_demo_picture(size_t index) {
  static const cresource pictures[] = {
      PICTURE(demo_car_park),
      PICTURE(demo_camera),
      PICTURE(demo_lift),
      PICTURE(demo_toilet),
      PICTURE(demo_pavement),
      PICTURE(demo_fire_lane),
      PICTURE(demo_night_market),
      PICTURE(demo_railing),
      PICTURE(demo_marking),
      PICTURE(demo_river),
      PICTURE(demo_street_lamp),
      PICTURE(demo_road),
      PICTURE(demo_drain),
      PICTURE(demo_window),
      PICTURE(demo_kitchen),
      PICTURE(demo_sign),
      PICTURE(demo_site),
  };
  const size_t count = sizeof pictures / sizeof *pictures;
  return pictures[index < count ? index : 0];
}
