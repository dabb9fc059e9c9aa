#include "app/studio/finding_texts.h"

#include <iterator>

#include <QCoreApplication>

namespace wasserfarbe {
namespace {

// Sentence and action stand in the engine's table too; lupdate only sees literals, and a test holds both
// equal.
constexpr FindingText kTexts[] = {
    {Finding::Unreadable, QT_TRANSLATE_NOOP("Finding", "Can't be read"),
     QT_TRANSLATE_NOOP("Finding", "The file or folder can't be opened or read."),
     QT_TRANSLATE_NOOP("Finding", "Skipped.")},
    {Finding::Empty, QT_TRANSLATE_NOOP("Finding", "Empty"),
     QT_TRANSLATE_NOOP("Finding", "The file has no content."), QT_TRANSLATE_NOOP("Finding", "Skipped.")},
    {Finding::NotImage, QT_TRANSLATE_NOOP("Finding", "Not a picture"),
     QT_TRANSLATE_NOOP("Finding", "The content is no picture of a known format."),
     QT_TRANSLATE_NOOP("Finding", "Skipped.")},
    {Finding::Truncated, QT_TRANSLATE_NOOP("Finding", "Cut off"),
     QT_TRANSLATE_NOOP("Finding", "The end of the file is missing."),
     QT_TRANSLATE_NOOP("Finding", "Skipped.")},
    {Finding::Damaged, QT_TRANSLATE_NOOP("Finding", "Damaged"),
     QT_TRANSLATE_NOOP("Finding", "The content can't be decoded."), QT_TRANSLATE_NOOP("Finding", "Skipped.")},
    {Finding::TooLarge, QT_TRANSLATE_NOOP("Finding", "Too large"),
     QT_TRANSLATE_NOOP("Finding", "More pixels or bytes than can be decoded safely."),
     QT_TRANSLATE_NOOP("Finding", "Skipped.")},
    {Finding::Misnamed, QT_TRANSLATE_NOOP("Finding", "Wrong ending"),
     QT_TRANSLATE_NOOP("Finding", "The ending of the name says another format than the content."),
     QT_TRANSLATE_NOOP("Finding", "Used: the content decides.")},
    {Finding::Small, QT_TRANSLATE_NOOP("Finding", "Small"),
     QT_TRANSLATE_NOOP("Finding", "Smaller than the images to be generated."),
     QT_TRANSLATE_NOOP("Finding", "Enlarged, which makes it soft.")},
    {Finding::Extreme, QT_TRANSLATE_NOOP("Finding", "Long and thin"),
     QT_TRANSLATE_NOOP("Finding", "More than three times as long as wide, or as wide as long."),
     QT_TRANSLATE_NOOP("Finding", "Used: cropping keeps only a part of it, stretching distorts it.")},
    {Finding::Grey, QT_TRANSLATE_NOOP("Finding", "Grey"),
     QT_TRANSLATE_NOOP("Finding", "There is no colour in it."),
     QT_TRANSLATE_NOOP("Finding", "Used as an RGB picture of greys.")},
    {Finding::Palette, QT_TRANSLATE_NOOP("Finding", "Palette"),
     QT_TRANSLATE_NOOP("Finding", "Its colours come from a table."),
     QT_TRANSLATE_NOOP("Finding", "Converted to RGB.")},
    {Finding::SixteenBit, QT_TRANSLATE_NOOP("Finding", "16 bits"),
     QT_TRANSLATE_NOOP("Finding", "It has 16 bits for each channel."),
     QT_TRANSLATE_NOOP("Finding", "Converted to 8 bits.")},
    {Finding::Alpha, QT_TRANSLATE_NOOP("Finding", "Transparent"),
     QT_TRANSLATE_NOOP("Finding", "It has a channel for transparency."),
     QT_TRANSLATE_NOOP("Finding", "Laid over the colour alpha_color.")},
    {Finding::Cmyk, QT_TRANSLATE_NOOP("Finding", "For printing (CMYK)"),
     QT_TRANSLATE_NOOP("Finding", "Its colours are inks for printing (CMYK)."),
     QT_TRANSLATE_NOOP("Finding", "Converted to RGB.")},
    {Finding::Rotated, QT_TRANSLATE_NOOP("Finding", "Turned"),
     QT_TRANSLATE_NOOP("Finding", "The camera noted that it was held turned (EXIF)."),
     QT_TRANSLATE_NOOP("Finding", "Turned upright.")},
    {Finding::Animated, QT_TRANSLATE_NOOP("Finding", "Animated"),
     QT_TRANSLATE_NOOP("Finding", "It has several frames or pages."),
     QT_TRANSLATE_NOOP("Finding", "The first one is used.")},
    {Finding::Duplicate, QT_TRANSLATE_NOOP("Finding", "Duplicates"),
     QT_TRANSLATE_NOOP("Finding", "The same bytes as an earlier file."),
     QT_TRANSLATE_NOOP("Finding", "Used as well, so it counts twice.")},
    {Finding::NearDuplicate, QT_TRANSLATE_NOOP("Finding", "Near duplicates"),
     QT_TRANSLATE_NOOP("Finding", "Looks almost like an earlier file."),
     QT_TRANSLATE_NOOP("Finding", "Used as well, so it counts nearly twice.")},
};
static_assert(std::size(kTexts) == kFindingCount);

const FindingText& textOf(Finding finding) {
    return kTexts[static_cast<std::size_t>(finding)];
}

QString translatedFinding(const char* text) {
    return QCoreApplication::translate("Finding", text);
}

} // namespace

std::span<const FindingText> findingTexts() {
    return kTexts;
}

QString findingTitle(Finding finding) {
    return translatedFinding(textOf(finding).title);
}

QString findingSentence(Finding finding) {
    return translatedFinding(textOf(finding).sentence);
}

QString findingAction(Finding finding) {
    return translatedFinding(textOf(finding).action);
}

QString findingTitles(Findings findings) {
    QString titles;
    for (const FindingText& text : kTexts)
        if (findings.has(text.finding))
            titles = titles.isEmpty() ? translatedFinding(text.title)
                                      //: A list that grows by one
                                      : QCoreApplication::translate("Finding", "%1, %2")
                                            .arg(titles, translatedFinding(text.title));
    return titles;
}

} // namespace wasserfarbe
