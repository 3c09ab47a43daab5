"""Renders a glTF file with Cycles in the tracer's own model: see docs/rendering.md, "Beside Cycles".

Argument: a JSON file with scene, out, width, height, bounces, samples (a list: one picture each), threads, time, camera (world matrix
in glTF's axes, row by row, and tanHalfYfov), environment (a picture, a list of three numbers, or null), lightScale, filter
and filterWidth. Writes OUT.N.f32 for each count of samples N: rows from the top, RGB, 32-bit floats. Prints "RESULT N CORE-SECONDS".
"""
import json
import math
import sys
import tempfile
import time

import numpy

numpy.bool = bool  # the importer of Blender 3.4 predates numpy 1.24
import bpy
from mathutils import Matrix, Vector
from io_scene_gltf2.blender.imp import gltf2_blender_material, gltf2_blender_image

with open(sys.argv[sys.argv.index("--") + 1]) as file:
    job = json.load(file)

TO_BLENDER = Matrix(((1, 0, 0, 0), (0, 0, -1, 0), (0, 1, 0, 0), (0, 0, 0, 1)))


# --- what a GGX interface takes from the base below it ---

def ggx_albedo(cosines, roughness, count=48):
    """a and b for each cosine: single scattering with Schlick's term reflects F0 a + F90 b. By visible normals (Dupuy, Benyoub 2023)."""
    alpha = max(roughness * roughness, 5e-4)
    u, v = (numpy.stack(numpy.meshgrid(*[(numpy.arange(count) + 0.5) / count] * 2)).reshape(2, -1))
    mu = numpy.asarray(cosines)[:, None]
    view = numpy.stack([numpy.sqrt(1 - mu * mu) + 0 * u, 0 * mu + 0 * u, mu + 0 * u])
    squeezed = view * numpy.array([alpha, alpha, 1])[:, None, None]
    squeezed /= numpy.linalg.norm(squeezed, axis=0)
    z = (1 - v) * (1 + squeezed[2]) - squeezed[2]
    r = numpy.sqrt(numpy.maximum(1 - z * z, 0))
    h = numpy.stack([r * numpy.cos(2 * math.pi * u) + squeezed[0], r * numpy.sin(2 * math.pi * u) + squeezed[1], z + squeezed[2]])
    h *= numpy.array([alpha, alpha, 1])[:, None, None]
    h /= numpy.linalg.norm(h, axis=0)
    cosine = (h * view).sum(axis=0)
    light = 2 * cosine * h[2] - view[2]

    def smith(c):
        return numpy.sqrt(alpha * alpha + (1 - alpha * alpha) * c * c)

    kept = numpy.where(light > 0, light * (mu + smith(mu)) / (light * smith(mu) + mu * smith(light)), 0)
    edge = numpy.clip(1 - cosine, 0, 1) ** 5
    return (kept * (1 - edge)).mean(axis=1), (kept * edge).mean(axis=1)


WIDTH, HEIGHT = 64, 32
ANGLES = (numpy.arange(256) + 0.5) / 256
COLUMNS = ((numpy.arange(WIDTH) + 0.5) / WIDTH) ** 2
ROWS = [(row / (HEIGHT - 1),) + ggx_albedo(ANGLES, row / (HEIGHT - 1), 24) for row in range(HEIGHT)]


def table(name, fill):
    """An image over (sqrt cosine, roughness)."""
    if name in bpy.data.images:
        return bpy.data.images[name]
    pixels = numpy.zeros((HEIGHT, WIDTH, 4), dtype=numpy.float32)
    for row, (_, a, b) in enumerate(ROWS):
        for channel, values in enumerate(fill(a, b)):
            pixels[row, :, channel] = numpy.interp(COLUMNS, ANGLES, values + 0 * ANGLES)
    image = bpy.data.images.new(name, WIDTH, HEIGHT, alpha=True, float_buffer=True, is_data=True)
    image.alpha_mode = "CHANNEL_PACKED"
    image.pixels.foreach_set(pixels.ravel())
    image.update()
    image.pack()
    return image


def mean(values):
    return (2 * ANGLES * values).mean()


def multiple(f0, f90, kept):
    """What later reflections give of what the first loses (Kulla, Conty 2017)."""
    average = f0 + (f90 - f0) / 21
    return average * average * kept / (1 - average * (1 - kept))


def interface_table():
    """Shares a and b of what a white lobe reflects once, what it loses over that, and what it reflects on average."""
    return table("interface", lambda a, b: (a / (a + b), b / (a + b), (1 - a - b) / (a + b), mean(a + b)))


def base_table(f0, f90):
    """What the interface takes of light to the viewer, and the weights of Lambert's and of Disney's smooth lobe, which together
    give (1 - D(cos i)) / (1 - mean D)."""
    def fill(a, b):
        through = 1 - (f0 * a + f90 * b + multiple(f0, f90, mean(a + b)) * (1 - a - b))
        disney = 1 - 0.5 * (1 - ANGLES) ** 5
        # Least squares among the pairs with the right mean.
        shape = disney - mean(disney)
        weight = (ANGLES * shape * (through - mean(through))).sum() / (ANGLES * shape * shape).sum()
        # Cycles has no lobes that take away: a smooth interface's base keeps the mean, and half of the shape.
        weight = min(weight, mean(through) / mean(disney))
        return 1 - through, 1 - weight * mean(disney) / mean(through), weight / mean(through), 1.0

    return table("base %.6f %.6f" % (f0, f90), fill)


# --- materials ---

class Graph:
    """Nodes of one material, made by calls that take sockets or numbers."""

    def __init__(self, tree):
        self.tree = tree
        tree.nodes.clear()

    def set(self, socket, value):
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, socket)
        elif value is not None:
            if hasattr(socket.default_value, "__len__"):
                value = [value] * 3 if not hasattr(value, "__len__") else list(value)
                value = value[:len(socket.default_value)]
                value += [1.0] * (len(socket.default_value) - len(value))
            socket.default_value = value

    def node(self, kind, inputs, output=0, **settings):
        node = self.tree.nodes.new("ShaderNode" + kind)
        for name, value in settings.items():
            setattr(node, name, value)
        for key, value in inputs.items():
            self.set(node.inputs[key], value)
        return node.outputs[output]

    def math(self, operation, a, b=None, c=None):
        return self.node("Math", {0: a, 1: b, 2: c}, operation=operation)

    def vector(self, operation, a, b=None):
        output = "Value" if operation == "DOT_PRODUCT" else "Vector"
        return self.node("VectorMath", {0: a, 1: b}, output, operation=operation)

    def scaled(self, color, factor):
        node = self.tree.nodes.new("ShaderNodeVectorMath")
        node.operation = "SCALE"
        self.set(node.inputs[0], color)
        self.set(node.inputs["Scale"], factor)
        return node.outputs["Vector"]

    def mix(self, factor, a, b):
        return self.node("MixShader", {0: factor, 1: a, 2: b})

    def add(self, *shaders):
        shaders = [shader for shader in shaders if shader is not None]
        total = shaders[0]
        for shader in shaders[1:]:
            total = self.node("AddShader", {0: total, 1: shader})
        return total


class MaterialGraph(Graph):
    """A glTF material."""

    def __init__(self, material, gltf, source, has_color):
        material.use_nodes = True
        super().__init__(material.node_tree)
        self.gltf, self.source, self.has_color = gltf, source, has_color
        self.material = material
        surface = self.surface()
        output = self.tree.nodes.new("ShaderNodeOutputMaterial")
        self.tree.links.new(surface, output.inputs["Surface"])
        volume = self.volume()
        if volume is not None:
            self.tree.links.new(volume, output.inputs["Volume"])

    def extension(self, name):
        return (self.source.get("extensions") or {}).get("KHR_materials_" + name)

    def texture(self, info, is_color):
        """Colour and alpha of a texture; None where there is none."""
        if info is None:
            return None
        texture = self.gltf.data.textures[info["index"]]
        gltf2_blender_image.BlenderImage.create(self.gltf, texture.source)
        image = bpy.data.images[self.gltf.data.images[texture.source].blender_image_name]
        wanted = "sRGB" if is_color else "Non-Color"
        if image.get("wanted", wanted) != wanted:
            other = image.name + "." + wanted
            image = bpy.data.images[other] if other in bpy.data.images else image.copy()
            image.name = other
        image["wanted"] = wanted
        image.colorspace_settings.name = wanted
        image.alpha_mode = "CHANNEL_PACKED"
        uv = info.get("texCoord", 0)
        uv = self.node("UVMap", {}, uv_map="UVMap" if uv == 0 else "UVMap.%03d" % uv)
        moved = (info.get("extensions") or {}).get("KHR_texture_transform")
        if moved is not None:
            uv = self.moved(uv, moved)
        node = self.tree.nodes.new("ShaderNodeTexImage")
        node.image = image
        sampler = self.gltf.data.samplers[texture.sampler] if texture.sampler is not None else None
        node.interpolation = "Closest" if sampler is not None and sampler.mag_filter == 9728 else "Linear"
        node.extension = "EXTEND" if sampler is not None and sampler.wrap_s == 33071 else "REPEAT"
        self.tree.links.new(uv, node.inputs["Vector"])
        return node.outputs["Color"], node.outputs["Alpha"]

    def moved(self, uv, moved):
        """KHR_texture_transform, in glTF's v, which runs down."""
        parts = self.node("SeparateXYZ", {0: uv}).node
        u, v = parts.outputs[0], self.math("SUBTRACT", 1.0, parts.outputs[1])
        (su, sv), (ou, ov), angle = moved.get("scale", (1, 1)), moved.get("offset", (0, 0)), moved.get("rotation", 0)
        u, v = self.math("MULTIPLY", u, su), self.math("MULTIPLY", v, sv)
        sin, cos = math.sin(angle), math.cos(angle)
        nu = self.math("ADD", self.math("ADD", self.math("MULTIPLY", u, cos), self.math("MULTIPLY", v, sin)), ou)
        nv = self.math("ADD", self.math("SUBTRACT", self.math("MULTIPLY", v, cos), self.math("MULTIPLY", u, sin)), ov)
        return self.node("CombineXYZ", {0: nu, 1: self.math("SUBTRACT", 1.0, nv)})

    def channel(self, texture, name, factor):
        """A channel of a texture times a factor."""
        if texture is None:
            return factor
        channel = texture[1] if name == "Alpha" else self.node("SeparateColor", {0: texture[0]}, name)
        return self.math("MULTIPLY", channel, factor)

    def normal(self, info, scale=1.0):
        texture = self.texture(info, False)
        if texture is None:
            return self.node("NewGeometry", {}, "Normal")
        uv = info.get("texCoord", 0)
        return self.node("NormalMap", {"Strength": info.get("scale", 1.0), "Color": texture[0]}, uv_map="UVMap" if uv == 0 else "UVMap.%03d" % uv)

    def surface(self):
        pbr = self.source.get("pbrMetallicRoughness") or {}
        factor = pbr.get("baseColorFactor", (1, 1, 1, 1))
        texture = self.texture(pbr.get("baseColorTexture"), True)
        color = tuple(factor[:3]) if texture is None else self.vector("MULTIPLY", texture[0], tuple(factor[:3]))
        alpha = factor[3] if texture is None else self.math("MULTIPLY", texture[1], factor[3])
        if self.has_color:
            painted = self.tree.nodes.new("ShaderNodeVertexColor")
            color = self.vector("MULTIPLY", painted.outputs[0], color)
            alpha = self.math("MULTIPLY", painted.outputs[1], alpha)
        if self.extension("unlit") is not None:
            return self.covered(self.node("Emission", {"Color": color, "Strength": 1.0}), alpha)
        packed = self.texture(pbr.get("metallicRoughnessTexture"), False)
        metallic = self.channel(packed, "Blue", pbr.get("metallicFactor", 1.0))
        roughness = self.channel(packed, "Green", pbr.get("roughnessFactor", 1.0))
        normal = self.normal(self.source.get("normalTexture"))
        shader = self.opaque(color, metallic, roughness, normal)
        shader = self.glass(shader, color, metallic, roughness, normal)
        shader = self.coated(shader, normal)
        return self.covered(self.glowing(shader), alpha)

    def looked_up(self, image, cosine, roughness):
        """A table at the viewer's angle: its colour's channels and its alpha."""
        place = self.node("CombineXYZ", {0: self.math("SQRT", cosine), 1: self.math("MULTIPLY_ADD", roughness, (HEIGHT - 1) / HEIGHT, 0.5 / HEIGHT)})
        node = self.tree.nodes.new("ShaderNodeTexImage")
        node.image, node.extension = image, "EXTEND"
        self.tree.links.new(place, node.inputs[0])
        parts = self.node("SeparateColor", {0: node.outputs[0]}).node.outputs
        return parts[0], parts[1], parts[2], node.outputs["Alpha"]

    def reflected(self, f0, f90, parts):
        """The colour of a GGX lobe that reflects what ours does at this angle, several reflections included."""
        average = self.vector("ADD", self.scaled(f0, 20 / 21), (f90 / 21,) * 3)
        lost = self.math("SUBTRACT", 1.0, parts[3])
        later = self.vector("DIVIDE", self.scaled(self.vector("MULTIPLY", average, average), parts[3]), self.vector("SUBTRACT", (1, 1, 1), self.scaled(average, lost)))
        once = self.vector("ADD", self.scaled(f0, parts[0]), self.scaled((f90,) * 3, parts[1]))
        return self.vector("ADD", once, self.scaled(later, parts[2]))

    def dielectric(self):
        """Scale and colour of the dielectric's F0, and its index of refraction."""
        ior = (self.extension("ior") or {}).get("ior", 1.5)
        specular = self.extension("specular") or {}
        f0 = 1.0 if ior == 0 else ((ior - 1) / (ior + 1)) ** 2
        tint = [min(f0 * c, 1.0) for c in specular.get("specularColorFactor", (1, 1, 1))]
        return specular.get("specularFactor", 1.0), tint, ior

    def opaque(self, color, metallic, roughness, normal):
        strength, f0, _ = self.dielectric()
        if metallic == 0 and strength == 0:
            return self.node("BsdfDiffuse", {"Color": color, "Normal": normal})
        cosine = self.math("ABSOLUTE", self.vector("DOT_PRODUCT", self.node("NewGeometry", {}, "Incoming"), normal))
        parts = self.looked_up(interface_table(), cosine, roughness)
        tints = []
        if metallic != 0:
            tints.append(self.scaled(self.reflected(color, 1.0, parts), metallic))
        share = self.math("SUBTRACT", 1.0, metallic)
        if metallic != 1 and strength != 0:
            tints.append(self.scaled(self.reflected([c * strength for c in f0], strength, parts), share))
        tint = tints[0] if len(tints) == 1 else self.vector("ADD", *tints)
        shine = self.node("BsdfGlossy", {"Color": tint, "Roughness": roughness, "Normal": normal}, distribution="GGX")
        if metallic == 1:
            return shine
        if strength == 0:
            return self.add(self.node("BsdfDiffuse", {"Color": self.scaled(color, share), "Normal": normal}), shine)
        taken, lambert, disney, _ = self.looked_up(base_table(max(f0) * strength, strength), cosine, roughness)
        through = self.math("MULTIPLY", share, self.math("SUBTRACT", 1.0, taken))
        edge = self.math("POWER", self.math("SUBTRACT", 1.0, cosine), 5.0)
        disney = self.math("DIVIDE", disney, self.math("MULTIPLY_ADD", edge, -0.5, 1.0))
        return self.add(
            self.node("BsdfDiffuse", {"Color": self.scaled(color, self.math("MULTIPLY", through, lambert)), "Normal": normal}),
            self.node("BsdfPrincipled", {
                "Base Color": self.scaled(color, self.math("MULTIPLY", through, disney)), "Metallic": 0.0, "Specular": 0.0, "Roughness": 0.0, "Normal": normal}, distribution="GGX"),
            shine)

    def glass(self, shader, color, metallic, roughness, normal):
        transmission = self.extension("transmission")
        if transmission is None or transmission.get("transmissionFactor", 0) == 0:
            return shader
        part = self.channel(self.texture(transmission.get("transmissionTexture"), False), "Red", transmission["transmissionFactor"])
        part = self.math("MULTIPLY", part, self.math("SUBTRACT", 1.0, metallic))
        _, _, ior = self.dielectric()
        is_volume = (self.extension("volume") or {}).get("thicknessFactor", 0) > 0
        plain = isinstance(roughness, (int, float)) and roughness < 0.05
        if not is_volume:
            # A sheet has air on both sides: whichever is seen, light comes from the thinner medium.
            both = self.math("POWER", ior, self.math("MULTIPLY_ADD", self.node("NewGeometry", {}, "Backfacing"), -2.0, 1.0))
            fresnel = self.node("Fresnel", {"IOR": both, "Normal": normal})
            clear = self.mix(fresnel, self.node("BsdfTransparent", {"Color": color}), self.node("BsdfGlossy", {"Roughness": roughness, "Color": (1, 1, 1), "Normal": normal}, distribution="GGX"))
        elif plain:
            fresnel = self.node("Fresnel", {"IOR": ior, "Normal": normal})
            clear = self.mix(
                fresnel, self.node("BsdfRefraction", {"Color": color, "Roughness": roughness, "IOR": ior, "Normal": normal}, distribution="GGX"),
                self.node("BsdfGlossy", {"Roughness": roughness, "Color": (1, 1, 1), "Normal": normal}, distribution="GGX"))
        else:
            clear = self.node("BsdfGlass", {"Color": color, "Roughness": roughness, "IOR": ior, "Normal": normal}, distribution="MULTI_GGX")
        return self.mix(part, shader, clear)

    def coated(self, shader, normal):
        coat = self.extension("clearcoat")
        if coat is None or coat.get("clearcoatFactor", 0) == 0:
            return shader
        strength = self.channel(self.texture(coat.get("clearcoatTexture"), False), "Red", coat["clearcoatFactor"])
        roughness = self.channel(self.texture(coat.get("clearcoatRoughnessTexture"), False), "Green", coat.get("clearcoatRoughnessFactor", 0.0))
        above = self.normal(coat.get("clearcoatNormalTexture"))
        cosine = self.math("ABSOLUTE", self.vector("DOT_PRODUCT", self.node("NewGeometry", {}, "Incoming"), above))
        edge = self.math("POWER", self.math("SUBTRACT", 1.0, cosine), 5.0)
        fresnel = self.math("MULTIPLY", strength, self.math("MULTIPLY_ADD", edge, 0.96, 0.04))
        return self.mix(fresnel, shader, self.node("BsdfGlossy", {"Roughness": roughness, "Color": (1, 1, 1), "Normal": above}, distribution="GGX"))

    def glowing(self, shader):
        factor = self.source.get("emissiveFactor", (0, 0, 0))
        if max(factor) <= 0:
            return shader
        strength = (self.extension("emissive_strength") or {}).get("emissiveStrength", 1.0)
        texture = self.texture(self.source.get("emissiveTexture"), True)
        color = tuple(factor) if texture is None else self.vector("MULTIPLY", texture[0], tuple(factor))
        if not self.source.get("doubleSided", False):
            strength = self.math("MULTIPLY", self.math("SUBTRACT", 1.0, self.node("NewGeometry", {}, "Backfacing")), strength)
        return self.add(shader, self.node("Emission", {"Color": color, "Strength": strength}))

    def covered(self, shader, alpha):
        mode = self.source.get("alphaMode", "OPAQUE")
        if mode == "OPAQUE":
            return shader
        if mode == "MASK":
            alpha = self.math("SUBTRACT", 1.0, self.math("LESS_THAN", alpha, self.source.get("alphaCutoff", 0.5)))
        return self.mix(alpha, self.node("BsdfTransparent", {"Color": (1, 1, 1)}), shader)

    def volume(self):
        volume = self.extension("volume") or {}
        if volume.get("thicknessFactor", 0) <= 0 or self.extension("transmission") is None or "attenuationDistance" not in volume:
            return None
        absorbed = [-math.log(max(c, 1e-6)) / volume["attenuationDistance"] for c in volume.get("attenuationColor", (1, 1, 1))]
        density = max(absorbed)
        return None if density == 0 else self.node("VolumeAbsorption", {"Color": [1 - a / density for a in absorbed], "Density": density})


create_material = gltf2_blender_material.BlenderMaterial.create
sources = []


def create(gltf, index, vertex_color):
    create_material(gltf, index, vertex_color)
    made = bpy.data.materials[gltf.data.materials[index].blender_material[vertex_color]]
    MaterialGraph(made, gltf, sources[index], vertex_color is not None)


def read_json(path):
    with open(path, "rb") as file:
        content = file.read()
    if content[:4] == b"glTF":
        length = int.from_bytes(content[12:16], "little")
        content = content[20:20 + length]
    return json.loads(content)


# --- lights, camera, world ---

def relight(document):
    """Lights without extent, with glTF's falloff."""
    lights = document.get("extensions", {}).get("KHR_lights_punctual", {}).get("lights", [])
    names = {}
    for node in document.get("nodes", []):
        index = (node.get("extensions") or {}).get("KHR_lights_punctual", {}).get("light")
        if index is not None:
            names[node.get("name") or lights[index].get("name")] = lights[index]
    for item in [o for o in bpy.data.objects if o.type == "LIGHT"]:
        known = names.get(item.name) or names.get(item.name.rsplit(".", 1)[0]) or (lights[0] if len(lights) == 1 else None)
        if known is None:
            raise SystemExit("RESULT no light of the file is called " + item.name)
        power = known.get("intensity", 1.0) * job["lightScale"]
        light = item.data
        light.use_nodes = False
        light.color = known.get("color", (1, 1, 1))
        light.cycles.use_multiple_importance_sampling = False
        if known["type"] == "directional":
            light.energy, light.angle = power, 0.0
            continue
        light.energy, light.shadow_soft_size = power * 4 * math.pi, 0.0
        if known["type"] == "spot":
            spot = known.get("spot", {})
            outer, inner = math.cos(spot.get("outerConeAngle", math.pi / 4)), math.cos(spot.get("innerConeAngle", 0.0))
            light.spot_size, light.spot_blend = math.pi, 0.0
            light.use_nodes = True
            graph = Graph(light.node_tree)
            axis = tuple(-(item.matrix_world.to_3x3() @ Vector((0, 0, 1))).normalized())
            cosine = graph.vector("DOT_PRODUCT", graph.node("NewGeometry", {}, "Incoming"), axis)
            ramp = graph.math("DIVIDE", graph.math("SUBTRACT", cosine, outer), max(inner - outer, 1e-4))
            ramp = graph.math("MINIMUM", graph.math("MAXIMUM", ramp, 0.0), 1.0)
            # Cycles multiplies by the cosine, as for a disc.
            strength = graph.math("DIVIDE", graph.math("MULTIPLY", ramp, ramp), graph.math("MAXIMUM", cosine, 1e-4))
            shader = graph.node("Emission", {"Color": (1, 1, 1), "Strength": strength})
            output = light.node_tree.nodes.new("ShaderNodeOutputLight")
            light.node_tree.links.new(shader, output.inputs[0])


def place_camera(scene):
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    scene.collection.objects.link(camera)
    m = job["camera"]
    camera.matrix_world = TO_BLENDER @ Matrix((m[0:4], m[4:8], m[8:12], (0, 0, 0, 1)))
    camera.data.sensor_fit = "VERTICAL"
    camera.data.angle_y = 2 * math.atan(job["tanHalfYfov"])
    camera.data.clip_start, camera.data.clip_end = 1e-4, 1e6
    scene.camera = camera


def light_from_afar(scene):
    world = scene.world = bpy.data.worlds.new("afar")
    world.use_nodes = True
    graph = Graph(world.node_tree)
    environment = job["environment"]
    if isinstance(environment, str):
        node = world.node_tree.nodes.new("ShaderNodeTexEnvironment")
        node.image = bpy.data.images.load(environment)
        node.image.colorspace_settings.name = "Linear"
        color = node.outputs[0]
    else:
        color = environment or (0, 0, 0)
    shader = graph.node("Background", {"Color": color, "Strength": 1.0})
    output = world.node_tree.nodes.new("ShaderNodeOutputWorld")
    world.node_tree.links.new(shader, output.inputs[0])


def settings(scene):
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device = "CPU"
    cycles.use_adaptive_sampling = cycles.use_denoising = False
    cycles.max_bounces = cycles.diffuse_bounces = cycles.glossy_bounces = cycles.transmission_bounces = job["bounces"]
    cycles.volume_bounces = 0
    cycles.transparent_max_bounces = 64
    cycles.sample_clamp_direct = cycles.sample_clamp_indirect = 0.0
    cycles.blur_glossy = 0.0
    cycles.caustics_reflective = cycles.caustics_refractive = True
    cycles.light_sampling_threshold = 0.0
    cycles.min_light_bounces = cycles.min_transparent_bounces = 0
    cycles.pixel_filter_type = "BOX" if job["filter"] == "box" else "BLACKMAN_HARRIS"
    cycles.filter_width = job["filterWidth"]
    render = scene.render
    render.use_persistent_data = True
    render.threads_mode, render.threads = "FIXED", job["threads"]
    render.resolution_x, render.resolution_y, render.resolution_percentage = job["width"], job["height"], 100
    render.image_settings.file_format, render.image_settings.color_mode, render.image_settings.color_depth = "OPEN_EXR", "RGB", "32"
    render.filepath = tempfile.mkdtemp() + "/cycles.exr"


def shoot(scene, samples, seed):
    scene.cycles.samples, scene.cycles.seed = samples, seed
    before = time.process_time()
    bpy.ops.render.render(write_still=True)
    seconds = time.process_time() - before
    image = bpy.data.images.load(scene.render.filepath, check_existing=False)
    pixels = numpy.empty(job["width"] * job["height"] * 4, dtype=numpy.float32)
    image.pixels.foreach_get(pixels)
    bpy.data.images.remove(image)
    return numpy.flipud(pixels.reshape(job["height"], job["width"], 4)[:, :, :3]), seconds


def main():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    document = read_json(job["scene"])
    sources.extend(document.get("materials", []))
    gltf2_blender_material.BlenderMaterial.create = staticmethod(create)
    bpy.ops.import_scene.gltf(filepath=job["scene"])
    scene = bpy.context.scene
    frame = job["time"] * scene.render.fps / scene.render.fps_base
    scene.frame_set(int(frame), subframe=frame - int(frame))
    plain = None
    for mesh in [o for o in bpy.data.objects if o.type == "MESH"]:
        mesh.cycles.shadow_terminator_geometry_offset = mesh.cycles.shadow_terminator_offset = 0.0
        if not mesh.data.materials or mesh.data.materials[0] is None:
            if plain is None:
                plain = bpy.data.materials.new("plain")
                MaterialGraph(plain, None, {}, False)
            mesh.data.materials.clear()
            mesh.data.materials.append(plain)
    relight(document)
    place_camera(scene)
    light_from_afar(scene)
    settings(scene)
    # The first picture loads the scene and builds its tree, which the others keep.
    shoot(scene, 1, 1)
    for number, samples in enumerate(job["samples"]):
        pixels, seconds = shoot(scene, samples, 7 + number)
        numpy.ascontiguousarray(pixels).tofile("%s.%d.f32" % (job["out"], samples))
        print("RESULT %d %.6f" % (samples, seconds), flush=True)


main()
