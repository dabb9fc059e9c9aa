#include <cstdio>
#include <iostream>
#include <memory>

#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "model/files/config_json.h"
#include "model/types/field_table.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe::cli {
namespace {

const char* type_name(FieldType type) {
    switch (type) {
    case FieldType::Integer:
        return "integer";
    case FieldType::Real:
        return "real";
    case FieldType::Boolean:
        return "boolean";
    case FieldType::Color:
        return "color";
    case FieldType::Choice:
        return "choice";
    }
    unhandled_value();
}

void print_json() {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Field& field : field_table()) {
        nlohmann::ordered_json defaults;
        for (const Preset preset : all_presets())
            defaults[std::string(preset_name(preset))] = to_json(field.get(preset_config(preset)));
        nlohmann::ordered_json item = {
            {"key", field.key},     {"group", field.group}, {"type", type_name(field.type())},
            {"defaults", defaults}, {"unit", field.unit},   {"advanced", field.advanced},
            {"help", field.help}};
        if (!field.choices.empty())
            item["choices"] = field.choices;
        else if (field.type() == FieldType::Integer || field.type() == FieldType::Real)
            item["range"] = {field.minimum, field.maximum};
        list.push_back(item);
    }
    std::cout << list.dump(2) << "\n";
}

void print_text() {
    std::string_view group;
    for (const Field& field : field_table()) {
        if (field.group != group) {
            std::cout << (group.empty() ? "" : "\n") << field.group << "\n";
            group = field.group;
        }
        std::cout << "\n  " << field.key << "\n      " << field.help << "\n      " << type_name(field.type());
        if (field.has_unit())
            std::cout << ", in " << field.unit;
        std::cout << "; allowed: " << field.range_text() << "\n      default:";
        for (const Preset preset : all_presets())
            std::cout << "  " << preset_name(preset) << " " << to_text(field.get(preset_config(preset)));
        std::cout << "\n";
    }
}

} // namespace

Work add_options(CLI::App& command) {
    const auto json = std::make_shared<bool>(false);
    command.add_flag("--json", *json, "Print JSON");
    return [json](const Signals&) {
        *json ? print_json() : print_text();
        return 0;
    };
}

} // namespace wasserfarbe::cli
