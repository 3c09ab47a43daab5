using Gallery;

// Writes the gallery's scenes into a folder, or joins frames to an animation; see ../../docs/gallery/README.md.
if (args is ["film", var frames, var film])
{
    Film.Join(frames, film, framesPerSecond: 12);
    return;
}

var folder = args is [var given, ..] ? given : Path.Combine("out", "gallery");
(string Name, Func<Stage> Build)[] scenes =
[
    ("still-life", StillLife.Build), ("metals", Metals.Build), ("cloth", Cloth.Build), ("lanterns", Lanterns.Build), ("birches", Birches.Build), ("cradle", Cradle.Build), ("tulips", Tulips.Build),
];
Directory.CreateDirectory(folder);
foreach (var (name, build) in scenes.Where(scene => args.Length < 2 || args.Skip(1).Contains(scene.Name)))
{
    var path = Path.Combine(folder, name + ".glb");
    var content = build().ToGlb();
    File.WriteAllBytes(path, content);
    Console.WriteLine($"{path}: {content.Length:N0} bytes");
}
