#include "app/studio/path_text.h"

#include <string>

namespace wasserfarbe {
namespace {

// A byte that is no UTF-8 becomes one half of a surrogate pair, as Python has it: no name of text contains
// those.
constexpr char16_t kEscape = 0xDC00;

bool isEscape(QChar c) {
    return c.unicode() >= kEscape + 0x80 && c.unicode() <= kEscape + 0xFF;
}

qsizetype lengthOfCharacter(unsigned char first) {
    if (first < 0x80)
        return 1;
    if (first >= 0xF0)
        return 4;
    return first >= 0xE0 ? 3 : 2;
}

} // namespace

QString toQString(const std::filesystem::path& path) {
    const std::string& bytes = path.native();
    const QByteArray all(bytes.data(), static_cast<qsizetype>(bytes.size()));
    QString whole = QString::fromUtf8(all);
    if (whole.toUtf8() == all)
        return whole;
    QString text;
    for (qsizetype i = 0; i < all.size();) {
        const auto first = static_cast<unsigned char>(all[i]);
        const QByteArray character = all.mid(i, lengthOfCharacter(first));
        const QString decoded = QString::fromUtf8(character);
        if (decoded.toUtf8() == character) {
            text += decoded;
            i += character.size();
        } else {
            text += QChar(static_cast<char16_t>(kEscape + first));
            ++i;
        }
    }
    return text;
}

std::filesystem::path toPath(const QString& path) {
    QByteArray bytes;
    QString pending;
    for (qsizetype i = 0; i < path.size(); ++i) {
        const bool secondHalf = i > 0 && path[i - 1].isHighSurrogate();
        if (!isEscape(path[i]) || secondHalf) {
            pending += path[i];
            continue;
        }
        bytes += pending.toUtf8();
        pending.clear();
        bytes += static_cast<char>(path[i].unicode() - kEscape);
    }
    bytes += pending.toUtf8();
    return std::filesystem::path(std::string(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

} // namespace wasserfarbe
