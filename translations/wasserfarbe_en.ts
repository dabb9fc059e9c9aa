<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Field</name>
    <message numerus="yes">
        <source>px</source>
        <extracomment>a unit after a number in another field: &quot;64 px&quot;</extracomment>
        <translation>
            <numerusform>px</numerusform>
            <numerusform>px</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>epochs</source>
        <extracomment>a unit after a number in another field: &quot;10 epochs&quot;</extracomment>
        <translation>
            <numerusform>epoch</numerusform>
            <numerusform>epochs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>images</source>
        <extracomment>a unit after a number in another field: &quot;64 images&quot;</extracomment>
        <translation>
            <numerusform>image</numerusform>
            <numerusform>images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>minutes</source>
        <extracomment>a unit after a number in another field: &quot;15 minutes&quot;</extracomment>
        <translation>
            <numerusform>minute</numerusform>
            <numerusform>minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::AugmentationSection</name>
    <message numerus="yes">
        <source>%1 picture(s) are soon learnt by heart. Changing what the critic sees helps.</source>
        <translation>
            <numerusform>%1 picture is soon learnt by heart. Changing what the critic sees helps.</numerusform>
            <numerusform>%1 pictures are soon learnt by heart. Changing what the critic sees helps.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ClassesSection</name>
    <message numerus="yes">
        <source>%1: %n picture(s) that can be used</source>
        <translation>
            <numerusform>%1: %n picture that can be used</numerusform>
            <numerusform>%1: %n pictures that can be used</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ConfigForm</name>
    <message numerus="yes">
        <source>%n differ from the preset</source>
        <translation>
            <numerusform>%n differs from the preset</numerusform>
            <numerusform>%n differ from the preset</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Advanced settings (%n changed)</source>
        <translation>
            <numerusform>Advanced settings (%n changed)</numerusform>
            <numerusform>Advanced settings (%n changed)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::CropEditor</name>
    <message numerus="yes">
        <source>%n picture(s) have their own crop</source>
        <translation>
            <numerusform>%n picture has its own crop</numerusform>
            <numerusform>%n pictures have their own crop</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::DataHead</name>
    <message numerus="yes">
        <source>%1 picture(s)</source>
        <translation>
            <numerusform>%1 picture</numerusform>
            <numerusform>%1 pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, in %n folder(s)</source>
        <translation>
            <numerusform>%1, in %n folder</numerusform>
            <numerusform>%1, in %n folders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::DataPage</name>
    <message numerus="yes">
        <source>%n name(s) copied</source>
        <translation>
            <numerusform>%n name copied</numerusform>
            <numerusform>%n names copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s) can be used, and training looks at %2 at a time. Add pictures to the folder, or let it look at fewer.</source>
        <translation>
            <numerusform>%1 picture can be used, and training looks at %2 at a time. Add pictures to the folder, or let it look at fewer.</numerusform>
            <numerusform>%1 pictures can be used, and training looks at %2 at a time. Add pictures to the folder, or let it look at fewer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ExploreActions</name>
    <message numerus="yes">
        <source>%n image(s) of other models are left out: export them by themselves.</source>
        <translation>
            <numerusform>%n image of another model is left out: export it by itself.</numerusform>
            <numerusform>%n images of other models are left out: export them by themselves.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) moved to the trash</source>
        <translation>
            <numerusform>%n image moved to the trash</numerusform>
            <numerusform>%n images moved to the trash</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ExportDialog</name>
    <message numerus="yes">
        <source>A film of %Ln frame(s), %1 s, %2</source>
        <translation>
            <numerusform>A film of %Ln frame, %1 s, %2</numerusform>
            <numerusform>A film of %Ln frames, %1 s, %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln PNG file(s), %1 each</source>
        <translation>
            <numerusform>%Ln PNG file, %1</numerusform>
            <numerusform>%Ln PNG files, %1 each</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved %Ln file(s) in %1</source>
        <translation>
            <numerusform>Saved %Ln file in %1</numerusform>
            <numerusform>Saved %Ln files in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved %1, %Ln frame(s)</source>
        <translation>
            <numerusform>Saved %1, %Ln frame</numerusform>
            <numerusform>Saved %1, %Ln frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln preview(s) could not be read and are not in the film.</source>
        <translation>
            <numerusform>%Ln preview could not be read and is not in the film.</numerusform>
            <numerusform>%Ln previews could not be read and are not in the film.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::FindingRow</name>
    <message numerus="yes">
        <source>%1: %n picture(s)</source>
        <translation>
            <numerusform>%1: %n picture</numerusform>
            <numerusform>%1: %n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::GalleryActions</name>
    <message numerus="yes">
        <source>Export %Ln image(s)…</source>
        <translation>
            <numerusform>Export %Ln image…</numerusform>
            <numerusform>Export %Ln images…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::GalleryPage</name>
    <message numerus="yes">
        <source>At most %Ln image(s) can be kept at once. Select fewer, or export them.</source>
        <translation>
            <numerusform>At most %Ln image can be kept at once. Select fewer, or export them.</numerusform>
            <numerusform>At most %Ln images can be kept at once. Select fewer, or export them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kept %Ln image(s).</source>
        <translation>
            <numerusform>Kept %Ln image.</numerusform>
            <numerusform>Kept %Ln images.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) are being dragged; export takes all of them.</source>
        <translation>
            <numerusform>%Ln image is being dragged; export takes all of them.</numerusform>
            <numerusform>%Ln images are being dragged; export takes all of them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::HeldOutSection</name>
    <message numerus="yes">
        <source>%1 picture(s). They show whether the critic learns by heart.</source>
        <translation>
            <numerusform>%1 picture. It shows whether the critic learns by heart.</numerusform>
            <numerusform>%1 pictures. They show whether the critic learns by heart.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::PictureWalls</name>
    <message numerus="yes">
        <source>Showing %1 picture(s): %2</source>
        <extracomment>%1 is the number, %2 a kind of pictures: &quot;Transparent&quot;</extracomment>
        <translation>
            <numerusform>Showing %1 picture: %2</numerusform>
            <numerusform>Showing %1 pictures: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::RunDetails</name>
    <message numerus="yes">
        <source>%n sub-folder(s) left out</source>
        <translation>
            <numerusform>%n sub-folder left out</numerusform>
            <numerusform>%n sub-folders left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with its own crop</source>
        <translation>
            <numerusform>%n with its own crop</numerusform>
            <numerusform>%n with their own crops</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::RunPanel</name>
    <message numerus="yes">
        <source>Training on %n threads</source>
        <translation>
            <numerusform>Training on %n thread</numerusform>
            <numerusform>Training on %n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::RunsPage</name>
    <message numerus="yes">
        <source>Move %n run(s) to the trash?</source>
        <translation>
            <numerusform>Move %n run to the trash?</numerusform>
            <numerusform>Move %n runs to the trash?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::SavedText</name>
    <message numerus="yes">
        <source>Saved up to step %1; the %2 step(s) after it will be trained again when it goes on</source>
        <translation>
            <numerusform>Saved up to step %1; the %2 step after it will be trained again when it goes on</numerusform>
            <numerusform>Saved up to step %1; the %2 steps after it will be trained again when it goes on</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::SizeSummary</name>
    <message numerus="yes">
        <source>%1 picture(s), all %2</source>
        <translation>
            <numerusform>%1 picture of %2</numerusform>
            <numerusform>%1 pictures, all %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s), most %2; smallest %3, largest %4</source>
        <translation>
            <numerusform>%1 picture, most %2; smallest %3, largest %4</numerusform>
            <numerusform>%1 pictures, most %2; smallest %3, largest %4</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s) of many sizes; smallest %2, largest %3</source>
        <translation>
            <numerusform>%1 picture of many sizes; smallest %2, largest %3</numerusform>
            <numerusform>%1 pictures of many sizes; smallest %2, largest %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::SkippedList</name>
    <message numerus="yes">
        <source>%n file(s) can&apos;t be used</source>
        <translation>
            <numerusform>%n file can&apos;t be used</numerusform>
            <numerusform>%n files can&apos;t be used</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::StatusStrip</name>
    <message numerus="yes">
        <source>CPU, %n thread(s)</source>
        <translation>
            <numerusform>CPU, %n thread</numerusform>
            <numerusform>CPU, %n threads</numerusform>
        </translation>
    </message>
</context>
</TS>
