"""Renders a glTF file with Cycles and prints paths per core-second and the linear mean.

Arguments: SCENE WIDTH HEIGHT SAMPLES BOUNCES THREADS YFOV
"""
import sys
import tempfile
import time

import numpy

numpy.bool = bool  # the importer of Blender 3.4 predates numpy 1.24
import bpy

scene_path, width, height, samples, bounces, threads, yfov = sys.argv[sys.argv.index("--") + 1:]
width, height, samples, bounces, threads, yfov = int(width), int(height), int(samples), int(bounces), int(threads), float(yfov)

bpy.ops.wm.read_factory_settings(use_empty=True)
bpy.ops.import_scene.gltf(filepath=scene_path)
scene = bpy.context.scene
scene.camera = next((o for o in bpy.data.objects if o.type == "CAMERA"), None)
if scene.camera is None:
    print("RESULT the file has no camera")
    sys.exit(0)
scene.camera.data.sensor_fit = "VERTICAL"
scene.camera.data.angle_y = yfov
if scene.world is None:
    scene.world = bpy.data.worlds.new("black")
    scene.world.color = (0, 0, 0)

scene.render.engine = "CYCLES"
cycles = scene.cycles
cycles.device = "CPU"
cycles.samples = samples
cycles.use_adaptive_sampling = False
cycles.use_denoising = False
cycles.max_bounces = cycles.diffuse_bounces = cycles.glossy_bounces = bounces
cycles.sample_clamp_indirect = 0.0
cycles.blur_glossy = 0.0
cycles.pixel_filter_type = "BOX"
cycles.filter_width = 1.0
scene.render.use_persistent_data = True
scene.render.threads_mode = "FIXED"
scene.render.threads = threads
scene.render.resolution_x = width
scene.render.resolution_y = height
scene.render.resolution_percentage = 100
scene.render.image_settings.file_format = "OPEN_EXR"
scene.render.image_settings.color_depth = "32"
scene.render.filepath = tempfile.mkdtemp() + "/cycles.exr"

# The first render loads the scene and builds its BVH; the second is timed, with both kept.
bpy.ops.render.render(write_still=True)
before = time.process_time()
bpy.ops.render.render(write_still=True)
seconds = time.process_time() - before
pixels = numpy.array(bpy.data.images.load(scene.render.filepath).pixels[:]).reshape(height, width, 4)
mean = " ".join("%.4f" % value for value in pixels[:, :, :3].mean(axis=(0, 1)))
print("RESULT %.3f M paths a core-second (%.2f core-seconds), mean %s" % (width * height * samples / seconds / 1e6, seconds, mean))
