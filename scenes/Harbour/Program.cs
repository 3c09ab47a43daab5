using Harbour;

// Writes harbour.glb; see ../README.md.
var path = args is [var given] ? given : Path.Combine("scenes", "harbour.glb");
var stage = new Stage();
Island.Build(stage);
Movers.Build(stage);
stage.Camera(new(0f, 3.0f, 20.5f), 0.075f, 0.56f);
var scene = stage.ToGlb();
File.WriteAllBytes(path, scene);
Console.WriteLine($"{path}: {scene.Length:N0} bytes");
