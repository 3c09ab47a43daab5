// The path tracer of Render.Tracing as written by hand in CUDA C++: what the kernels that ILGPU compiles are measured against, and checked by.
//
//   nvcc -O3 -std=c++14 -arch=sm_90 -DEXACT=1 peer.cu -o peer        every operation rounds once, nothing is contracted: the sums are the tracer's, byte for byte
//   nvcc -O3 -std=c++14 -arch=sm_90 -DEXACT=0 peer.cu -o peer        plain operators that the compiler may contract
//   g++ -O2 -std=c++14 -ffp-contract=off -x c++ peer.cu -o peer      the same on the processor, for checks only
//
//   peer DUMP < COMMANDS, a line each:
//   paths|primary|diffuse RUNS REPEATS OUT      runs of REPEATS launches each; writes what came of the last one to OUT unless that is -, answers with a line of JSON
//
// DUMP is what SceneDump writes: a scene's arrays as they lie in a device's memory, and the settings of a launch.
// OUT holds, for paths, three int64 sums for each of 64 pixels for each block of 8 x 8, then the rays and the invalid samples of each block, uint64;
// for the others a uint64 a ray: the bits of t in the high half, the primitive in the low one.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#ifndef EXACT
#define EXACT 1
#endif
#ifndef THREADS
#define THREADS 128
#endif
#ifndef MIN_BLOCKS
#define MIN_BLOCKS 4
#endif

#ifdef __CUDACC__
#define DEVICE __device__ __forceinline__
#define UNROLL _Pragma("unroll")
#else
#include <cmath>
#define DEVICE inline
#define UNROLL
struct uint2 { unsigned x, y; };
struct uint4 { unsigned x, y, z, w; };
static inline int __clz(unsigned a) { return a == 0 ? 32 : __builtin_clz(a); }
static inline int __popc(unsigned a) { return __builtin_popcount(a); }
static inline unsigned __float_as_uint(float a) { unsigned bits; memcpy(&bits, &a, 4); return bits; }
static inline float __uint_as_float(unsigned bits) { float a; memcpy(&a, &bits, 4); return a; }
static inline unsigned __brev(unsigned x)
{
    unsigned reversed = 0;
    for (int i = 0; i < 32; i++)
        reversed |= ((x >> i) & 1u) << (31 - i);
    return reversed;
}
static inline void atomicAdd(unsigned long long* sum, unsigned long long a) { *sum += a; }
#endif

// ---- Arithmetic ----

struct Real
{
    float v;
    Real() = default;
    DEVICE Real(float a) : v(a) {}
};

#if EXACT && defined(__CUDACC__)
DEVICE Real operator+(Real a, Real b) { return __fadd_rn(a.v, b.v); }
DEVICE Real operator-(Real a, Real b) { return __fsub_rn(a.v, b.v); }
DEVICE Real operator*(Real a, Real b) { return __fmul_rn(a.v, b.v); }
DEVICE Real operator/(Real a, Real b) { return __fdiv_rn(a.v, b.v); }
DEVICE Real root(Real a) { return __fsqrt_rn(a.v); }
DEVICE Real fused(Real a, Real b, Real c) { return __fmaf_rn(a.v, b.v, c.v); }
#else
DEVICE Real operator+(Real a, Real b) { return a.v + b.v; }
DEVICE Real operator-(Real a, Real b) { return a.v - b.v; }
DEVICE Real operator*(Real a, Real b) { return a.v * b.v; }
DEVICE Real operator/(Real a, Real b) { return a.v / b.v; }
DEVICE Real root(Real a) { return sqrtf(a.v); }
DEVICE Real fused(Real a, Real b, Real c) { return fmaf(a.v, b.v, c.v); }
#endif

DEVICE Real operator-(Real a) { return -a.v; }
DEVICE bool operator<(Real a, Real b) { return a.v < b.v; }
DEVICE bool operator>(Real a, Real b) { return a.v > b.v; }
DEVICE bool operator<=(Real a, Real b) { return a.v <= b.v; }
DEVICE bool operator>=(Real a, Real b) { return a.v >= b.v; }
DEVICE bool operator==(Real a, Real b) { return a.v == b.v; }
DEVICE bool operator!=(Real a, Real b) { return a.v != b.v; }

// Where NaN and the sign of 0 do not matter the instruction, else the comparison that the tracer defines.
DEVICE Real quick_min(Real a, Real b) { return fminf(a.v, b.v); }
DEVICE Real quick_max(Real a, Real b) { return fmaxf(a.v, b.v); }
#if EXACT
DEVICE Real lesser(Real a, Real b) { return a.v < b.v ? a.v : b.v; }
DEVICE Real greater(Real a, Real b) { return a.v > b.v ? a.v : b.v; }
#else
DEVICE Real lesser(Real a, Real b) { return fminf(a.v, b.v); }
DEVICE Real greater(Real a, Real b) { return fmaxf(a.v, b.v); }
#endif

DEVICE unsigned bits_of(Real a) { return __float_as_uint(a.v); }
DEVICE Real from_bits(unsigned bits) { return __uint_as_float(bits); }
DEVICE Real magnitude(Real a) { return from_bits(bits_of(a) & 0x7FFFFFFFu); }
DEVICE Real copy_sign(Real a, Real sign) { return from_bits((bits_of(a) & 0x7FFFFFFFu) | (bits_of(sign) & 0x80000000u)); }
DEVICE bool is_finite(Real a) { return (bits_of(a) & 0x7F800000u) != 0x7F800000u; }
DEVICE Real clamp(Real a, Real low, Real high) { return lesser(greater(a, low), high); }
DEVICE Real from_int(int a) { return (float)a; }
DEVICE int to_int(Real a) { return (int)a.v; }
DEVICE int to_int(Real a, int low, int high) { return to_int(clamp(a, from_int(low), from_int(high))); }

#define PI 3.14159274f
#define INVERSE_PI 0.318309873f

struct Float2 { Real x, y; };

struct Float3 { Real x, y, z; };

DEVICE Float3 grey(Real a) { return {a, a, a}; }
DEVICE Float3 operator+(Float3 a, Float3 b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
DEVICE Float3 operator-(Float3 a, Float3 b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
DEVICE Float3 operator-(Float3 a) { return {-a.x, -a.y, -a.z}; }
DEVICE Float3 operator*(Float3 a, Float3 b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }
DEVICE Float3 operator*(Float3 a, Real s) { return {a.x * s, a.y * s, a.z * s}; }
DEVICE Float3 operator/(Float3 a, Real s) { return {a.x / s, a.y / s, a.z / s}; }
DEVICE Real dot(Float3 a, Float3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
DEVICE Float3 cross(Float3 a, Float3 b) { return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x}; }
DEVICE Float3 normalize(Float3 a) { return a / root(dot(a, a)); }
DEVICE Real largest(Float3 a) { return greater(a.x, greater(a.y, a.z)); }
DEVICE Real reach(Float3 a) { return quick_max(magnitude(a.x), quick_max(magnitude(a.y), magnitude(a.z))); }
DEVICE bool is_finite(Float3 a) { return is_finite(a.x) && is_finite(a.y) && is_finite(a.z); }
DEVICE Real luminance(Float3 a) { return a.x * 0.2126f + a.y * 0.7152f + a.z * 0.0722f; }
DEVICE Float3 lerp(Float3 a, Float3 b, Real t) { return a + (b - a) * t; }

struct Affine
{
    Float3 x, y, z, t;
    DEVICE Float3 direction(Float3 d) const
    {
        return {x.x * d.x + y.x * d.y + z.x * d.z, x.y * d.x + y.y * d.y + z.y * d.z, x.z * d.x + y.z * d.y + z.z * d.z};
    }
    DEVICE Float3 point(Float3 p) const { return direction(p) + t; }
};

DEVICE void sin_cos_reduced(Real x, int quarters, Real& sin, Real& cos)
{
    const Real z = x * x;
    const Real s = ((Real(-1.9515295891e-4f) * z + 8.3321608736e-3f) * z - 1.6666654611e-1f) * z * x + x;
    const Real c = ((Real(2.443315711809948e-5f) * z - 1.388731625493765e-3f) * z + 4.166664568298827e-2f) * (z * z) - z * 0.5f + 1.f;
    const bool odd = (quarters & 1) != 0;
    sin = from_bits(bits_of(odd ? c : s) ^ ((unsigned)(quarters & 2) << 30));
    cos = from_bits(bits_of(odd ? s : c) ^ ((unsigned)((quarters + 1) & 2) << 30));
}

DEVICE void sin_cos_turns(Real u, Real& sin, Real& cos)
{
    const int quarters = to_int(clamp(u, -1048576.f, 1048576.f) * 4.f + copy_sign(0.5f, u));
    sin_cos_reduced((u - from_int(quarters) * 0.25f) * (2.f * PI), quarters, sin, cos);
}

DEVICE Real arc_tangent(Real y, Real x)
{
    const Real ax = magnitude(x), ay = magnitude(y);
    const Real big = greater(ax, ay);
    if (!(big > 0.f))
        return 0.f;
    Real r = lesser(ax, ay) / big;
    Real angle = 0.f;
    if (r > 0.414213562f)
    {
        angle = PI / 4.f;
        r = (r - 1.f) / (r + 1.f);
    }
    const Real z = r * r;
    angle = angle + ((((Real(8.05374449538e-2f) * z - 1.38776856032e-1f) * z + 1.99777106478e-1f) * z - 3.33329491539e-1f) * z * r + r);
    if (ay > ax)
        angle = Real(PI / 2.f) - angle;
    if (x < 0.f)
        angle = Real(PI) - angle;
    return copy_sign(angle, y);
}

DEVICE Real arc_cosine(Real x)
{
    const Real c = clamp(x, -1.f, 1.f);
    return arc_tangent(root((Real(1.f) - c) * (Real(1.f) + c)), c);
}

// ---- The scene, as SceneDump writes it ----

struct SceneHeader
{
    Affine camera;
    Real half_height, lens_radius, inverse_focus;
    int is_orthographic;
    Real extent;
    Float3 environment_constant;
    int environment_width, environment_height;
    Real environment_pdf_scale;
    int light_count, far_light_count;
    Real far_irradiance;
    int instance_count, has_passage;
};

struct InstanceRecord
{
    Affine to_object, to_world;
    Real extent, relative_offset, world_size, orientation;
    int root, primitive_offset, light_offset, extra_offset;
};

#define NO_EXTRAS ((int)0x80000000u)

struct Node
{
    Float3 origin;
    unsigned steps;
    int children, items;
    unsigned meta[2], low_x[2], low_y[2], low_z[2], high_x[2], high_y[2], high_z[2];
};

struct LeafTriangle
{
    Float3 a, b, c;
    int index, pad[2];
};

struct TriangleRecord { int a, b, c, material; };

struct VertexRecord
{
    Float3 position, normal;
    Float2 uv;
    Float3 tangent;
    Real tangent_sign;
};

struct VertexExtraRecord
{
    Float2 uv;
    Float3 color;
    Real alpha;
    int padding[2];
};

enum { WrapRepeat, WrapClamp, WrapMirror };

enum { CoordinatesSecond = 1, CoordinatesMoved = 2 };

struct TextureRecord
{
    int texels, width, height, wrap_u, wrap_v, nearest, coordinates;
    Real ux, uy, u0, vx, vy, v0;
};

// Only these features of materials are traced here: the others are not what the comparison is about.
enum { FeatureTextures = 1, FeatureNormalMap = 2, FeaturesKnown = 3 };

struct MaterialRecord
{
    Float3 base_color;
    Real metallic;
    Float3 emission;
    Real roughness, emission_weight, normal_scale;
    int double_sided, features;
    TextureRecord base_color_texture, metallic_roughness_texture, normal_texture, emission_texture;
    Real alpha, alpha_cutoff, ior, specular;
    Float3 specular_color;
    Real transmission;
    int glass_table;
    Float3 extinction;
    Real clearcoat, clearcoat_roughness, clearcoat_normal_scale;
    Float3 sheen_color;
    Real sheen_roughness;
    TextureRecord specular_texture, specular_color_texture, transmission_texture, clearcoat_texture, clearcoat_roughness_texture, clearcoat_normal_texture, sheen_color_texture,
        sheen_roughness_texture;
};

enum { LightTriangle, LightPoint, LightSpot, LightDirectional, LightEnvironment };

struct LightRecord
{
    int shape, triangle;
    Real probability;
    unsigned trail;
    Real area_pdf;
    Float3 position, direction, edge, normal;
    Real cos_outer, inverse_cos_range;
    int extra_offset;
};

struct LightNode
{
    Float3 centre;
    Real radius_square;
    Float3 axis;
    Real cos_spread, cos_reach, least_cosine, intensity;
    int child, light, padding;
};

struct Launch
{
    int width, height, frame, bounces, strategy, filter;
    unsigned seed;
    Real indirect_clamp;
    int block_count, first_sample, end_sample, samples_per_thread;
};

struct Scene
{
    const SceneHeader* headers;
    const InstanceRecord* instances;
    const Node* top_nodes;
    const Node* nodes;
    const int* placed;
    const LeafTriangle* leaf_triangles;
    const TriangleRecord* triangles;
    const VertexRecord* vertices;
    const VertexExtraRecord* vertex_extras;
    const Real* albedos;
    const MaterialRecord* materials;
    const unsigned* texels;
    const Real* linear;
    const LightRecord* lights;
    const LightNode* light_nodes;
    const Real* far_light_cumulatives;
    const Float3* environment_texels;
    const Real* environment_rows;
    const Real* environment_guides;
    const Real* environment_columns;
};

// Reads through the read-only cache in the widest loads that the record's size allows.
#ifdef __CUDACC__
template <int Alignment> struct Words { typedef unsigned Type; };
template <> struct Words<8> { typedef uint2 Type; };
template <> struct Words<16> { typedef uint4 Type; };

template <class T> DEVICE T fetch(const T* from)
{
    typedef typename Words<sizeof(T) % 16 == 0 ? 16 : sizeof(T) % 8 == 0 ? 8 : 4>::Type Word;
    union Copy
    {
        T value;
        Word words[sizeof(T) / sizeof(Word)];
        DEVICE Copy() {}
    } copy;
    UNROLL
    for (int i = 0; i < (int)(sizeof(T) / sizeof(Word)); i++)
        copy.words[i] = __ldg((const Word*)from + i);
    return copy.value;
}
#else
template <class T> DEVICE const T& fetch(const T* from) { return *from; }
#endif

// ---- Random numbers ----

DEVICE unsigned mix(unsigned x)
{
    x ^= x >> 16;
    x *= 0x7FEB352Du;
    x ^= x >> 15;
    x *= 0x846CA68Bu;
    return x ^ (x >> 16);
}

DEVICE unsigned scramble(unsigned x, unsigned seed)
{
    x ^= x * 0x3D20ADEAu;
    x += seed;
    x *= (seed >> 16) | 1u;
    x ^= x * 0x05526C56u;
    return x ^ (x * 0x53A22864u);
}

DEVICE unsigned second_dimension(unsigned index)
{
    index ^= index >> 16;
    index ^= (index >> 8) & 0x00FF00FFu;
    index ^= (index >> 4) & 0x0F0F0F0Fu;
    index ^= (index >> 2) & 0x33333333u;
    return index ^ ((index >> 1) & 0x55555555u);
}

DEVICE Real to_unit(unsigned bits) { return from_int((int)(bits >> 8)) * 5.9604645e-8f; }

struct SampleStream
{
    unsigned pixel, reversed_sample;
    DEVICE SampleStream(unsigned seed, int frame, int x, int y, int sample)
    {
        pixel = mix(mix(mix(mix(seed + 0x9E3779B9u) ^ (unsigned)frame) ^ (unsigned)x) ^ (unsigned)y);
        reversed_sample = __brev((unsigned)sample);
    }
    DEVICE Float2 pair(int dimension) const
    {
        const unsigned seed = mix(pixel ^ ((unsigned)dimension * 0x9E3779B9u));
        const unsigned index = __brev(scramble(reversed_sample, seed));
        const unsigned x = __brev(scramble(index, seed * 0x85EBCA6Bu + 1u));
        const unsigned y = __brev(scramble(second_dimension(index), seed * 0xC2B2AE35u + 2u));
        return {to_unit(x), to_unit(y)};
    }
    DEVICE Real plain(int dimension) const { return to_unit(mix(mix(pixel ^ reversed_sample) + (unsigned)dimension * 0x9E3779B9u + 0x7F4A7C15u)); }
};

DEVICE Float3 cosine_hemisphere(Float2 u)
{
    const Real radius = root(u.x);
    Real sin, cos;
    sin_cos_turns(u.y, sin, cos);
    return {radius * cos, radius * sin, root(Real(1.f) - u.x)};
}

DEVICE Real power_heuristic(Real drawn, Real other)
{
    const Real ratio = other / drawn;
    return Real(1.f) / fused(ratio, ratio, 1.f);
}

// ---- Traversal ----

struct Ray { Float3 origin, direction; };

struct Hit
{
    Real t;
    int primitive, instance, triangle;
    Real v, w, sum;
};

#define NO_PRIMITIVE 0x7FFFFFFF
#define STACK_SIZE 130

struct ObjectRay
{
    Float3 origin, inverse, near, far;
    Real shear_x, shear_y, scale_z;
    int axis;
    // The origin along the triangle test's axes.
    Float3 along;
};

DEVICE Float3 turned(Float3 a, int axis) { return axis == 2 ? a : axis == 1 ? Float3{a.z, a.x, a.y} : Float3{a.y, a.z, a.x}; }

DEVICE ObjectRay object_ray(Float3 origin, Float3 direction, Real extent)
{
    ObjectRay ray;
    const Real ax = magnitude(direction.x), ay = magnitude(direction.y), az = magnitude(direction.z);
    const Real most = quick_max(ax, quick_max(ay, az));
    ray.axis = az >= most ? 2 : ay >= most ? 1 : 0;
    const Float3 d = turned(direction, ray.axis);
    ray.origin = origin;
    ray.along = turned(origin, ray.axis);
    const Real least = most * 5.9604645e-8f;
    ray.inverse = {
        Real(1.f) / copy_sign(quick_max(ax, least), direction.x),
        Real(1.f) / copy_sign(quick_max(ay, least), direction.y),
        Real(1.f) / copy_sign(quick_max(az, least), direction.z)};
    ray.scale_z = turned(ray.inverse, ray.axis).z;
    ray.shear_x = -(d.x * ray.scale_z);
    ray.shear_y = -(d.y * ray.scale_z);
    const Real delta = quick_max(extent, reach(origin)) * 3.8146973e-6f;
    const Float3 centre = -(origin * ray.inverse);
    const Float3 pad = Float3{magnitude(ray.inverse.x), magnitude(ray.inverse.y), magnitude(ray.inverse.z)} * delta;
    ray.near = centre - pad;
    ray.far = centre + pad;
    return ray;
}

DEVICE int octant_of(const ObjectRay& ray) { return (ray.inverse.x < 0.f ? 0 : 4) | (ray.inverse.y < 0.f ? 0 : 2) | (ray.inverse.z < 0.f ? 0 : 1); }

// Tests the eight boxes of a node; gives what is to be visited and tested of it, as x: the first one's index, y: bits.
DEVICE void visit(const Node* at, const ObjectRay& ray, int octant, Real limit, uint2& children, uint2& items)
{
    const Node node = fetch(at);
    const Float3 scale = {
        ray.inverse.x * from_bits((node.steps & 0xFFu) << 23),
        ray.inverse.y * from_bits(((node.steps >> 8) & 0xFFu) << 23),
        ray.inverse.z * from_bits(((node.steps >> 16) & 0xFFu) << 23)};
    const Float3 near = {
        fused(node.origin.x, ray.inverse.x, ray.near.x), fused(node.origin.y, ray.inverse.y, ray.near.y), fused(node.origin.z, ray.inverse.z, ray.near.z)};
    const Float3 far = {
        fused(node.origin.x, ray.inverse.x, ray.far.x), fused(node.origin.y, ray.inverse.y, ray.far.y), fused(node.origin.z, ray.inverse.z, ray.far.z)};
    const bool back_x = ray.inverse.x < 0.f, back_y = ray.inverse.y < 0.f, back_z = ray.inverse.z < 0.f;
    unsigned met = 0;
    UNROLL
    for (int half = 0; half < 2; half++)
    {
        const unsigned near_x = back_x ? node.high_x[half] : node.low_x[half], far_x = back_x ? node.low_x[half] : node.high_x[half];
        const unsigned near_y = back_y ? node.high_y[half] : node.low_y[half], far_y = back_y ? node.low_y[half] : node.high_y[half];
        const unsigned near_z = back_z ? node.high_z[half] : node.low_z[half], far_z = back_z ? node.low_z[half] : node.high_z[half];
        UNROLL
        for (int shift = 0; shift < 32; shift += 8)
        {
            const Real enter = quick_max(
                quick_max(fused((float)((near_x >> shift) & 0xFFu), scale.x, near.x), fused((float)((near_y >> shift) & 0xFFu), scale.y, near.y)),
                quick_max(fused((float)((near_z >> shift) & 0xFFu), scale.z, near.z), 0.f));
            const Real leave = quick_min(
                quick_min(fused((float)((far_x >> shift) & 0xFFu), scale.x, far.x), fused((float)((far_y >> shift) & 0xFFu), scale.y, far.y)),
                quick_min(fused((float)((far_z >> shift) & 0xFFu), scale.z, far.z), limit));
            const unsigned meta = (node.meta[half] >> shift) & 0xFFu;
            unsigned place = meta & 31u;
            place ^= place >= 24u ? (unsigned)octant : 0u;
            met |= enter <= leave ? (meta >> 5) << place : 0u;
        }
    }
    children = {(unsigned)node.children, (met & 0xFF000000u) | (node.steps >> 24)};
    items = {(unsigned)node.items, met & 0x00FFFFFFu};
}

DEVICE unsigned take_child(uint2& children, int octant)
{
    const int bit = 31 - __clz(children.y);
    children.y &= ~(1u << bit);
    const int slot = (bit - 24) ^ octant;
    return children.x + __popc(children.y & ((1u << slot) - 1u));
}

DEVICE unsigned take_item(uint2& items)
{
    const int bit = 31 - __clz(items.y);
    items.y &= ~(1u << bit);
    return items.x + bit;
}

DEVICE Real difference_of_products(Real a, Real b, Real c, Real d)
{
    const Real product = c * d;
    return fused(a, b, -product) + fused(-c, d, product);
}

DEVICE bool test(const LeafTriangle* at, const ObjectRay& ray, int instance, int offset, Hit& hit)
{
    const LeafTriangle triangle = fetch(at);
    const Float3 a = turned(triangle.a, ray.axis) - ray.along;
    const Float3 b = turned(triangle.b, ray.axis) - ray.along;
    const Float3 c = turned(triangle.c, ray.axis) - ray.along;
    const Real ax = fused(ray.shear_x, a.z, a.x), ay = fused(ray.shear_y, a.z, a.y);
    const Real bx = fused(ray.shear_x, b.z, b.x), by = fused(ray.shear_y, b.z, b.y);
    const Real cx = fused(ray.shear_x, c.z, c.x), cy = fused(ray.shear_y, c.z, c.y);
    const Real u = difference_of_products(cx, by, cy, bx);
    const Real v = difference_of_products(ax, cy, ay, cx);
    const Real w = difference_of_products(bx, ay, by, ax);
    const Real least = quick_min(u, quick_min(v, w));
    const Real most = quick_max(u, quick_max(v, w));
    const Real sum = u + v + w;
    if (!(least >= 0.f || most <= 0.f) || !(sum != 0.f))
        return false;
    const Real t = fused(w, c.z, fused(v, b.z, u * a.z)) / sum * ray.scale_z;
    const int primitive = triangle.index + offset;
    if (!(t > 0.f) || !(t < hit.t || (t == hit.t && primitive < hit.primitive && hit.primitive != NO_PRIMITIVE)))
        return false;
    hit = {t, primitive, instance, triangle.index, v, w, sum};
    return true;
}

template <bool Any> DEVICE void search(const Scene& scene, const Ray& ray, Hit& hit)
{
    if (fetch(&scene.headers->instance_count) == 0)
        return;
    uint2 stack[STACK_SIZE];
    ObjectRay space = object_ray(ray.origin, ray.direction, fetch(&scene.headers->extent));
    int octant = octant_of(space);
    uint2 children = {0u, 0x80000000u};
    uint2 items = {0u, 0u};
    int count = 0, floor = 0, instance = 0, offset = 0;
    const Node* nodes = scene.top_nodes;
    while (true)
    {
        if (items.y == 0 && children.y > 0x00FFFFFFu)
        {
            const unsigned child = take_child(children, octant);
            if (children.y > 0x00FFFFFFu)
                stack[count++] = children;
            visit(nodes + child, space, octant, hit.t, children, items);
        }
        if (floor == 0)
        {
            if (items.y != 0)
            {
                instance = fetch(scene.placed + take_item(items));
                stack[count++] = children;
                stack[count++] = items;
                floor = count;
                const InstanceRecord* record = scene.instances + instance;
                const Affine to_object = fetch(&record->to_object);
                space = object_ray(to_object.point(ray.origin), to_object.direction(ray.direction), fetch(&record->extent));
                octant = octant_of(space);
                offset = fetch(&record->primitive_offset);
                children = {(unsigned)fetch(&record->root), 0x80000000u};
                items = {0u, 0u};
                nodes = scene.nodes;
                continue;
            }
        }
        else
        {
            while (items.y != 0)
                if (test(scene.leaf_triangles + take_item(items), space, instance, offset, hit) && Any)
                    return;
        }
        if (children.y > 0x00FFFFFFu)
            continue;
        if (count > floor)
        {
            children = stack[--count];
            continue;
        }
        if (floor == 0)
            return;
        items = stack[--count];
        children = stack[--count];
        floor = 0;
        nodes = scene.top_nodes;
        space = object_ray(ray.origin, ray.direction, fetch(&scene.headers->extent));
        octant = octant_of(space);
    }
}

DEVICE Hit closest(const Scene& scene, const Ray& ray)
{
    Hit hit = {from_bits(0x7F800000u), NO_PRIMITIVE, 0, 0, 0.f, 0.f, 0.f};
    search<false>(scene, ray, hit);
    return hit;
}

DEVICE bool occluded(const Scene& scene, const Ray& ray, Real limit)
{
    Hit hit = {limit, NO_PRIMITIVE, 0, 0, 0.f, 0.f, 0.f};
    search<true>(scene, ray, hit);
    return hit.primitive != NO_PRIMITIVE;
}

// ---- Textures ----

DEVICE int floor_of(Real a)
{
    const int whole = to_int(a);
    return from_int(whole) > a ? whole - 1 : whole;
}

DEVICE Real fold(Real u, int wrap)
{
    if (wrap == WrapClamp)
        return clamp(u, -1.f, 2.f);
    const Real period = wrap == WrapMirror ? 2.f : 1.f;
    const Real periods = u / period;
    if (!(magnitude(periods) < 4194304.f))
        return 0.f;
    return u - from_int(floor_of(periods)) * period;
}

DEVICE int wrapped(int texel, int size, int wrap)
{
    if ((unsigned)texel < (unsigned)size)
        return texel;
    if (wrap == WrapClamp)
        return texel < 0 ? 0 : size - 1;
    if (wrap == WrapMirror)
    {
        const int mirrored = texel < 0 ? -1 - texel : 2 * size - 1 - texel;
        return mirrored < 0 ? 0 : mirrored;
    }
    return texel < 0 ? texel + size : texel - size;
}

struct Decoded
{
    const Scene& scene;
    DEVICE Float3 operator()(int texel) const
    {
        const unsigned packed = fetch(scene.texels + texel);
        return {fetch(scene.linear + (packed & 255u)), fetch(scene.linear + ((packed >> 8) & 255u)), fetch(scene.linear + ((packed >> 16) & 255u))};
    }
};

struct Unpacked
{
    const Scene& scene;
    DEVICE Float3 operator()(int texel) const
    {
        const unsigned packed = fetch(scene.texels + texel);
        return {from_int((int)(packed & 255u)), from_int((int)((packed >> 8) & 255u)), from_int((int)((packed >> 16) & 255u))};
    }
};

template <class TRead> DEVICE Float3 filtered(const TRead& read, const TextureRecord& texture, Float2 uv)
{
    const Real half = texture.nearest != 0 ? 0.f : 0.5f;
    const Real px = fold(uv.x, texture.wrap_u) * from_int(texture.width) - half;
    const Real py = fold(uv.y, texture.wrap_v) * from_int(texture.height) - half;
    const int x = floor_of(px), y = floor_of(py);
    const int x0 = wrapped(x, texture.width, texture.wrap_u);
    const int row0 = texture.texels + wrapped(y, texture.height, texture.wrap_v) * texture.width;
    const Float3 a = read(row0 + x0);
    if (texture.nearest != 0)
        return a;
    const int x1 = wrapped(x + 1, texture.width, texture.wrap_u);
    const int row1 = texture.texels + wrapped(y + 1, texture.height, texture.wrap_v) * texture.width;
    const Real fx = px - from_int(x), fy = py - from_int(y);
    return lerp(lerp(a, read(row0 + x1), fx), lerp(read(row1 + x0), read(row1 + x1), fx), fy);
}

struct Coordinates { Float2 first, second; };

DEVICE Float2 placed(const TextureRecord& texture, const Coordinates& coordinates)
{
    const Float2 uv = (texture.coordinates & CoordinatesSecond) == 0 ? coordinates.first : coordinates.second;
    if ((texture.coordinates & CoordinatesMoved) == 0)
        return uv;
    return {uv.x * texture.ux + uv.y * texture.uy + texture.u0, uv.x * texture.vx + uv.y * texture.vy + texture.v0};
}

DEVICE Float3 sample_color(const Scene& scene, const TextureRecord& texture, const Coordinates& coordinates)
{
    return filtered(Decoded{scene}, texture, placed(texture, coordinates));
}

DEVICE Float3 sample_data(const Scene& scene, const TextureRecord& texture, const Coordinates& coordinates)
{
    return filtered(Unpacked{scene}, texture, placed(texture, coordinates)) * (1.f / 255.f);
}

DEVICE Float2 mixed(Float2 a, Float2 b, Float2 c, Float3 weights)
{
    return {a.x * weights.x + b.x * weights.y + c.x * weights.z, a.y * weights.x + b.y * weights.y + c.y * weights.z};
}

// Both sets of coordinates, and the vertices' colour.
DEVICE Float3 interpolated(
    const Scene& scene, const TriangleRecord& triangle, const VertexRecord& a, const VertexRecord& b, const VertexRecord& c, int extra_offset, Float3 weights,
    Coordinates& coordinates)
{
    coordinates.first = mixed(a.uv, b.uv, c.uv, weights);
    coordinates.second = {0.f, 0.f};
    if (extra_offset == NO_EXTRAS)
        return grey(1.f);
    const VertexExtraRecord d = fetch(scene.vertex_extras + triangle.a + extra_offset), e = fetch(scene.vertex_extras + triangle.b + extra_offset),
                            f = fetch(scene.vertex_extras + triangle.c + extra_offset);
    coordinates.second = mixed(d.uv, e.uv, f.uv, weights);
    return d.color * weights.x + e.color * weights.y + f.color * weights.z;
}

// ---- Surfaces ----

struct SurfacePoint
{
    Float3 position, geometric_normal, normal, base_color, emission;
    Real metallic, roughness, offset;
    int light;
    DEVICE Float3 ray_origin() const { return position + geometric_normal * offset; }
};

DEVICE Float3 map_normal(const Scene& scene, const MaterialRecord& material, const Coordinates& coordinates, Float3 normal, Float3 tangent, Real sign)
{
    const Float3 x = normalize(tangent - normal * dot(normal, tangent));
    const Float3 y = cross(normal, x) * sign;
    const Float3 data = sample_data(scene, material.normal_texture, coordinates) * 2.f - grey(1.f);
    const Float3 mapped = normalize(x * (data.x * material.normal_scale) + y * (data.y * material.normal_scale) + normal * data.z);
    return is_finite(mapped) ? mapped : normal;
}

DEVICE Float3 visible(Float3 normal, Float3 geometric, Float3 to_viewer)
{
    const Real cosine = dot(normal, to_viewer);
    if (cosine >= 1e-3f)
        return normal;
    const Float3 bent = normalize(normal + to_viewer * (Real(1e-3f) - cosine));
    return is_finite(bent) && dot(bent, geometric) > 0.f ? bent : geometric;
}

DEVICE bool resolve(const Scene& scene, const Hit& hit, Float3 to_viewer, SurfacePoint& point)
{
    const InstanceRecord* instance = scene.instances + hit.instance;
    const Affine to_world = fetch(&instance->to_world);
    const Real orientation = fetch(&instance->orientation);
    const TriangleRecord triangle = fetch(scene.triangles + hit.triangle);
    const VertexRecord a = fetch(scene.vertices + triangle.a), b = fetch(scene.vertices + triangle.b), c = fetch(scene.vertices + triangle.c);
    const MaterialRecord* at = scene.materials + triangle.material;
    const Real inverse = Real(1.f) / hit.sum;
    const Real wb = hit.v * inverse, wc = hit.w * inverse;
    const Real wa = Real(1.f) - wb - wc;

    point.position = to_world.point(a.position * wa + b.position * wb + c.position * wc);
    const Float3 edge_b = to_world.direction(b.position - a.position);
    const Float3 edge_c = to_world.direction(c.position - a.position);
    const Float3 normal = normalize(cross(edge_b, edge_c)) * orientation;
    const bool is_front = dot(normal, to_viewer) >= 0.f;
    point.geometric_normal = is_front ? normal : -normal;
    const Real place = greater(reach(point.position), fetch(&instance->world_size));
    point.offset = fetch(&instance->relative_offset) * (place * 64.f + quick_max(reach(edge_b), reach(edge_c)) * 8.f);
    if (!is_finite(normal))
        return false;

    const Affine to_object = fetch(&instance->to_object);
    const Float3 blended = a.normal * wa + b.normal * wb + c.normal * wc;
    Float3 smooth = normalize(Float3{dot(to_object.x, blended), dot(to_object.y, blended), dot(to_object.z, blended)});
    if (!is_finite(smooth))
        smooth = is_front ? point.geometric_normal : -point.geometric_normal;

    point.base_color = fetch(&at->base_color);
    point.metallic = fetch(&at->metallic);
    point.roughness = fetch(&at->roughness);
    point.emission = is_front || fetch(&at->double_sided) != 0 ? fetch(&at->emission) : grey(0.f);
    point.light = fetch(&at->emission_weight) > 0.f ? hit.triangle + fetch(&instance->light_offset) : -1;
    const int features = fetch(&at->features);
    const int extra_offset = fetch(&instance->extra_offset);
    if ((features & FeatureTextures) != 0 || extra_offset != NO_EXTRAS)
    {
        Coordinates coordinates;
        point.base_color = point.base_color * interpolated(scene, triangle, a, b, c, extra_offset, {wa, wb, wc}, coordinates);
        const MaterialRecord material = fetch(at);
        if (material.base_color_texture.texels >= 0)
            point.base_color = point.base_color * sample_color(scene, material.base_color_texture, coordinates);
        if (material.emission_texture.texels >= 0 && largest(point.emission) > 0.f)
            point.emission = point.emission * sample_color(scene, material.emission_texture, coordinates);
        if (material.metallic_roughness_texture.texels >= 0)
        {
            const Float3 data = sample_data(scene, material.metallic_roughness_texture, coordinates);
            point.roughness = point.roughness * data.y;
            point.metallic = point.metallic * data.z;
        }
        if ((features & FeatureNormalMap) != 0)
        {
            const Float3 tangent = to_world.direction(a.tangent * wa + b.tangent * wb + c.tangent * wc);
            smooth = map_normal(scene, material, coordinates, smooth, tangent, a.tangent_sign * orientation);
        }
    }
    point.normal = visible(is_front ? smooth : -smooth, point.geometric_normal, to_viewer);
    return true;
}

// ---- Reflection ----

struct Frame
{
    Float3 x, y, z;
    DEVICE explicit Frame(Float3 normal)
    {
        const Real sign = copy_sign(1.f, normal.z);
        const Real a = Real(-1.f) / (sign + normal.z);
        const Real b = normal.x * normal.y * a;
        x = {Real(1.f) + sign * normal.x * normal.x * a, sign * b, -(sign * normal.x)};
        y = {b, sign + normal.y * normal.y * a, -normal.y};
        z = normal;
    }
    DEVICE Float3 to_local(Float3 a) const { return {dot(x, a), dot(y, a), dot(z, a)}; }
    DEVICE Float3 to_world(Float3 a) const { return x * a.x + y * a.y + z * a.z; }
};

// What GGX lobes reflect: tables over the root of the cosine and roughness.
#define ALBEDO_COLUMNS 32
#define ALBEDO_ROWS 16
#define ALBEDO_MEANS (2 * ALBEDO_COLUMNS * ALBEDO_ROWS)

DEVICE Real split(Real position, int places, int& place)
{
    const Real scaled = clamp(position, 0.f, 1.f) * from_int(places - 1);
    place = to_int(scaled, 0, places - 2);
    return scaled - from_int(place);
}

DEVICE Real mix(Real a, Real b, Real t) { return a + (b - a) * t; }

DEVICE Float2 albedo_at(const Scene& scene, Real cosine, int row, Real fraction)
{
    int column;
    const Real across = split(root(cosine), ALBEDO_COLUMNS, column);
    const Real* low = scene.albedos + 2 * (row * ALBEDO_COLUMNS + column);
    const Real* high = low + 2 * ALBEDO_COLUMNS;
    return {
        mix(mix(fetch(low), fetch(low + 2), across), mix(fetch(high), fetch(high + 2), across), fraction),
        mix(mix(fetch(low + 1), fetch(low + 3), across), mix(fetch(high + 1), fetch(high + 3), across), fraction)};
}

DEVICE Float2 albedo_mean(const Scene& scene, int row, Real fraction)
{
    const Real* at = scene.albedos + ALBEDO_MEANS + 2 * row;
    return {mix(fetch(at), fetch(at + 2), fraction), mix(fetch(at + 1), fetch(at + 3), fraction)};
}

DEVICE Real ggx_distribution(Float3 h, Real alpha)
{
    const Real a2 = alpha * alpha;
    const Real s = (h.x * h.x + h.y * h.y) / a2 + h.z * h.z;
    return Real(1.f) / (a2 * PI * s * s);
}

DEVICE Real ggx_lambda(Real cosine, Real alpha)
{
    const Real a2 = alpha * alpha;
    return root(a2 + (Real(1.f) - a2) * cosine * cosine);
}

DEVICE Float3 ggx_normal(Float3 to_viewer, Real alpha, Float2 u)
{
    const Float3 v = normalize(Float3{to_viewer.x * alpha, to_viewer.y * alpha, to_viewer.z});
    Real sin, cos;
    sin_cos_turns(u.x, sin, cos);
    const Real z = (Real(1.f) - u.y) * (Real(1.f) + v.z) - v.z;
    const Real r = root(greater(Real(1.f) - z * z, 0.f));
    const Float3 h = {r * cos + v.x, r * sin + v.y, z + v.z};
    return normalize(Float3{h.x * alpha, h.y * alpha, greater(h.z, 1e-7f)});
}

DEVICE Real edge_of(Real cosine)
{
    const Real m = greater(Real(1.f) - cosine, 0.f);
    const Real m2 = m * m;
    return m2 * m2 * m;
}

DEVICE Real lost(Float2 reflected) { return greater(Real(1.f) - (reflected.x + reflected.y), 0.f); }

DEVICE Real multiple_of(Real f0, Real f90, Real mean_lost)
{
    const Real mean = f0 + (f90 - f0) * (1.f / 21.f);
    return mean * mean * (Real(1.f) - mean_lost) / (Real(1.f) - mean * mean_lost);
}

struct Bsdf
{
    const Scene& scene;
    Frame frame;
    Float3 geometric_normal, out, base, f0, multiple;
    Real alpha, row_fraction, f90, dielectric_multiple, microfacets, cosine;
    int row;

    DEVICE Bsdf(const Scene& scene, const SurfacePoint& point, Float3 to_viewer) : scene(scene), frame(point.normal)
    {
        geometric_normal = point.geometric_normal;
        out = frame.to_local(to_viewer);
        alpha = greater(point.roughness * point.roughness, 5e-4f);
        row_fraction = split(point.roughness, ALBEDO_ROWS, row);
        const Real share = Real(1.f) - 0.f - point.metallic;
        f0 = point.base_color * point.metallic + grey(0.04f) * share;
        f90 = point.metallic + share * 1.f;
        const Float2 reflected = albedo_at(scene, out.z, row, row_fraction);
        const Float2 mean = albedo_mean(scene, row, row_fraction);
        const Real mean_lost = greater(lost(mean), 1e-4f);
        dielectric_multiple = multiple_of(0.04f, 1.f, mean_lost);
        const Real through = share * (Real(1.f) - dielectric(reflected));
        base = point.base_color * (through * INVERSE_PI / (Real(1.f) - dielectric(mean)));
        Real diffuse = luminance(point.base_color) * through;
        const Real specular = luminance(f0) * reflected.x + f90 * reflected.y;
        const Float3 metal = {multiple_of(point.base_color.x, 1.f, mean_lost), multiple_of(point.base_color.y, 1.f, mean_lost), multiple_of(point.base_color.z, 1.f, mean_lost)};
        multiple = (metal * point.metallic + grey(dielectric_multiple * share)) * (lost(reflected) * INVERSE_PI / mean_lost);
        diffuse = diffuse + luminance(multiple) * mean_lost * PI;
        const Real total = specular + diffuse + 0.f + 0.f;
        microfacets = 1.f;
        cosine = 0.f;
        if (!(total > 0.f))
            return;
        const Real rest = total - specular;
        microfacets = !(rest > 0.f) ? Real(1.f) : specular > 0.f ? greater(specular / total, 0.05f) : Real(0.f);
        cosine = greater(Real(1.f) - microfacets - 0.f - 0.f, 0.f);
    }

    DEVICE Real dielectric(Float2 reflected) const { return Real(0.04f) * reflected.x + Real(1.f) * reflected.y + dielectric_multiple * lost(reflected); }

    DEVICE Float3 evaluate(Float3 to_light, Real& pdf) const
    {
        const Float3 l = frame.to_local(to_light);
        pdf = 0.f;
        if (!(l.z > 0.f) || !(dot(geometric_normal, to_light) > 0.f))
            return grey(0.f);
        const Float3 h = normalize(l + out);
        const Real lambda_out = ggx_lambda(out.z, alpha);
        const Real d = ggx_distribution(h, alpha);
        const Real visibility = Real(0.5f) / (l.z * lambda_out + out.z * ggx_lambda(l.z, alpha));
        const Float3 fresnel = f0 + (grey(f90) - f0) * edge_of(dot(out, h));
        pdf = microfacets * (d / ((out.z + lambda_out) * 2.f)) + cosine * (l.z * INVERSE_PI);
        const Float2 reflected = albedo_at(scene, l.z, row, row_fraction);
        const Float3 value = fresnel * (d * visibility) + multiple * lost(reflected) + base * (Real(1.f) - dielectric(reflected));
        return value * l.z;
    }

    DEVICE bool sample(Float2 u, Real lobe, Float3& to_light, Float3& weight, Real& pdf) const
    {
        Float3 l;
        if (lobe < microfacets)
        {
            const Float3 h = ggx_normal(out, alpha, u);
            l = h * (dot(out, h) * 2.f) - out;
        }
        else
        {
            l = cosine_hemisphere(u);
        }
        to_light = normalize(frame.to_world(l));
        weight = evaluate(to_light, pdf);
        if (!(pdf > 0.f) || !(l.z > 0.f))
            return false;
        weight = weight * (Real(1.f) / pdf);
        return true;
    }
};

// ---- Smooth interfaces: of plain materials, those of metal ----

DEVICE bool is_mirror(const SurfacePoint& point) { return point.roughness < 0.02236068f && point.metallic == 1.f; }

DEVICE bool reflect(const SurfacePoint& point, Float3 to_viewer, Float3& direction, Float3& weight)
{
    const Real cosine = dot(point.normal, to_viewer);
    const Float3 metal = point.base_color * point.metallic;
    weight = metal + (grey(point.metallic) - metal) * edge_of(cosine);
    direction = normalize(point.normal * (cosine * 2.f) - to_viewer);
    return dot(point.geometric_normal, direction) > 0.f;
}

// ---- Lights ----

DEVICE int step(Real u, Real cumulative, int half) { return half & ~((int)(bits_of(u) - bits_of(cumulative)) >> 31); }

DEVICE int find(const Real* cumulatives, int count, Real u)
{
    int low = 0;
    while (count > 1)
    {
        const int half = count >> 1;
        low += step(u, fetch(cumulatives + low + half - 1), half);
        count -= half;
    }
    return low;
}

#define GUIDE_RUN 16

DEVICE Real environment_density(const Scene& scene, const SceneHeader& header, int x, int y, Real cos_theta)
{
    const Real* columns = scene.environment_columns + y * header.environment_width;
    const Real row = fetch(scene.environment_rows + y) - (y == 0 ? Real(0.f) : fetch(scene.environment_rows + y - 1));
    const Real column = fetch(columns + x) - (x == 0 ? Real(0.f) : fetch(columns + x - 1));
    const Real sin = root(greater(Real(1.f) - cos_theta * cos_theta, 1e-9f));
    return header.environment_pdf_scale * row * column / sin;
}

DEVICE Float3 environment_at(const Scene& scene, const SceneHeader& header, Float2 point)
{
    const int width = header.environment_width, height = header.environment_height;
    const Real px = point.x * from_int(width) + 0.5f, py = point.y * from_int(height) + 0.5f;
    const int x1 = to_int(px, 0, width), y1 = to_int(py, 0, height);
    const Real fx = px - from_int(x1), fy = py - from_int(y1);
    const int left = x1 == 0 ? width - 1 : x1 - 1, right = x1 == width ? 0 : x1;
    const Float3* above = scene.environment_texels + (y1 == 0 ? 0 : y1 - 1) * width;
    const Float3* below = scene.environment_texels + (y1 == height ? height - 1 : y1) * width;
    return lerp(lerp(fetch(above + left), fetch(above + right), fx), lerp(fetch(below + left), fetch(below + right), fx), fy);
}

// ---- The tree of lights ----

DEVICE Real sine_of(Real cos) { return root(greater(Real(1.f) - cos * cos, 0.f)); }

DEVICE void less_angle(Real& cos, Real& sin, Real cos_less)
{
    if (cos >= cos_less)
    {
        cos = 1.f;
        sin = 0.f;
        return;
    }
    const Real sin_less = sine_of(cos_less);
    const Real difference = cos * cos_less + sin * sin_less;
    sin = sin * cos_less - cos * sin_less;
    cos = difference;
}

DEVICE Real importance(const Scene& scene, int index, Float3 from)
{
    const LightNode node = fetch(scene.light_nodes + index);
    const Float3 to_point = from - node.centre;
    const Real square = dot(to_point, to_point);
    const Real strength = node.intensity / greater(greater(square, node.radius_square), 1e-12f);
    if (!(square > node.radius_square) || node.cos_spread <= -1.f)
        return strength;
    Real cos = dot(node.axis, to_point) / root(square);
    Real sin = sine_of(cos);
    less_angle(cos, sin, node.cos_spread);
    less_angle(cos, sin, root(greater(Real(1.f) - node.radius_square / square, 0.f)));
    return cos > node.cos_reach ? strength * greater(cos, node.least_cosine) : Real(0.f);
}

DEVICE Real local_share(const Scene& scene, Float3 from)
{
    const int far_count = fetch(&scene.headers->far_light_count);
    if (far_count == fetch(&scene.headers->light_count))
        return 0.f;
    if (far_count == 0)
        return 1.f;
    const Real local = importance(scene, 0, from);
    return local > 0.f ? clamp(local / (local + fetch(&scene.headers->far_irradiance)), 0.1f, 0.9f) : Real(0.f);
}

DEVICE Real first_share(const Scene& scene, int child, Float3 from)
{
    const Real first = importance(scene, child, from);
    const Real sum = first + importance(scene, child + 1, from);
    return sum > 0.f ? first / sum : Real(-1.f);
}

DEVICE Real rest_of(Real choice, Real before, Real share) { return lesser((choice - before) / share, 0.99999994f); }

DEVICE int choose_light(const Scene& scene, Float3 from, Real choice, Real& probability)
{
    const Real local = local_share(scene, from);
    if (!(choice < local))
    {
        probability = Real(1.f) - local;
        const int far_count = fetch(&scene.headers->far_light_count);
        const int light = fetch(&scene.headers->light_count) - far_count + find(scene.far_light_cumulatives, far_count, rest_of(choice, local, probability));
        probability = probability * fetch(&scene.lights[light].probability);
        return light;
    }
    choice = choice / local;
    probability = local;
    for (int at = 0;;)
    {
        const int leaf = fetch(&scene.light_nodes[at].light);
        if (leaf >= 0)
            return leaf;
        const int child = fetch(&scene.light_nodes[at].child);
        const Real first = first_share(scene, child, from);
        if (first < 0.f)
            return -1;
        if (choice < first)
        {
            choice = choice / first;
            probability = probability * first;
            at = child;
            continue;
        }
        const Real second = Real(1.f) - first;
        choice = rest_of(choice, first, second);
        probability = probability * second;
        at = child + 1;
    }
}

DEVICE Real light_probability(const Scene& scene, unsigned trail, Float3 from)
{
    Real probability = local_share(scene, from);
    int at = 0;
    while (fetch(&scene.light_nodes[at].light) < 0)
    {
        const int child = fetch(&scene.light_nodes[at].child);
        const Real first = first_share(scene, child, from);
        if (first < 0.f)
            return 0.f;
        const int second = (int)(trail & 1u);
        probability = probability * (second == 0 ? first : Real(1.f) - first);
        at = child + second;
        trail >>= 1;
    }
    return probability;
}

// ---- Kinds of lights ----

DEVICE Float3 environment_radiance(const Scene& scene, Float3 from, Float3 direction, Real& pdf)
{
    const SceneHeader header = fetch(scene.headers);
    pdf = 0.f;
    if (header.environment_width == 0)
        return header.environment_constant;
    const Real u = arc_tangent(direction.z, direction.x) * (0.5f * INVERSE_PI) + 0.5f;
    const Real v = arc_cosine(direction.y) * INVERSE_PI;
    const int x = to_int(u * from_int(header.environment_width), 0, header.environment_width - 1);
    const int y = to_int(v * from_int(header.environment_height), 0, header.environment_height - 1);
    if (header.environment_pdf_scale > 0.f)
        pdf = environment_density(scene, header, x, y, direction.y) * (Real(1.f) - local_share(scene, from));
    return environment_at(scene, header, {u, v});
}

struct LightSample
{
    Float3 to_light, weight;
    Real distance, pdf;
    Float2 sky_point;
    bool is_sky;
};

DEVICE bool sample_environment(const Scene& scene, Float3 from, Float2 u, LightSample& sample)
{
    const SceneHeader header = fetch(scene.headers);
    const int width = header.environment_width;
    const int row = find(scene.environment_rows, header.environment_height, u.y);
    Real before = row == 0 ? Real(0.f) : fetch(scene.environment_rows + row - 1);
    const Real inside_y = (u.y - before) / (fetch(scene.environment_rows + row) - before);
    const int guides = (width + GUIDE_RUN - 1) / GUIDE_RUN;
    const Real* columns = scene.environment_columns + row * width;
    const int first = find(scene.environment_guides + row * guides, guides, u.x) * GUIDE_RUN;
    const int column = first + find(columns + first, width - first < GUIDE_RUN ? width - first : GUIDE_RUN, u.x);
    before = column == 0 ? Real(0.f) : fetch(columns + column - 1);
    const Real inside_x = (u.x - before) / (fetch(columns + column) - before);
    sample.sky_point = {
        (from_int(column) + inside_x) / from_int(width), (from_int(row) + inside_y) / from_int(header.environment_height)};
    Real sin_theta, cos_theta, sin_phi, cos_phi;
    sin_cos_turns(sample.sky_point.y * 0.5f, sin_theta, cos_theta);
    sin_cos_turns(sample.sky_point.x - 0.5f, sin_phi, cos_phi);
    sample.to_light = {sin_theta * cos_phi, cos_theta, sin_theta * sin_phi};
    sample.pdf = environment_density(scene, header, column, row, cos_theta) * (Real(1.f) - local_share(scene, from));
    sample.is_sky = true;
    sample.distance = from_bits(0x7F800000u);
    sample.weight = grey(Real(1.f) / sample.pdf);
    return sample.pdf > 0.f;
}

DEVICE bool sample_triangle(const Scene& scene, const LightRecord& light, Real probability, Float3 from, Float2 u, LightSample& sample)
{
    Float2 weights;
    if (u.y > u.x)
    {
        const Real x = u.x * 0.5f;
        weights = {x, u.y - x};
    }
    else
    {
        const Real y = u.y * 0.5f;
        weights = {u.x - y, y};
    }
    const Float3 to_point = light.position + light.direction * weights.x + light.edge * weights.y - from;
    const Real square = dot(to_point, to_point);
    const Real distance = root(square);
    sample.to_light = to_point / distance;
    sample.distance = distance * 0.9999f;
    Real cosine = -dot(light.normal, sample.to_light);
    const TriangleRecord triangle = fetch(scene.triangles + light.triangle);
    const MaterialRecord* material = scene.materials + triangle.material;
    if (fetch(&material->double_sided) != 0)
        cosine = magnitude(cosine);
    if (!(cosine > 0.f))
        return false;
    sample.pdf = probability * light.area_pdf * square / cosine;
    Float3 emission = fetch(&material->emission);
    const TextureRecord texture = fetch(&material->emission_texture);
    if (texture.texels >= 0)
    {
        Coordinates coordinates;
        const VertexRecord a = fetch(scene.vertices + triangle.a), b = fetch(scene.vertices + triangle.b), c = fetch(scene.vertices + triangle.c);
        interpolated(scene, triangle, a, b, c, light.extra_offset, {Real(1.f) - weights.x - weights.y, weights.x, weights.y}, coordinates);
        emission = emission * sample_color(scene, texture, coordinates);
    }
    sample.weight = emission * (Real(1.f) / sample.pdf);
    return sample.pdf > 0.f;
}

DEVICE bool sample_punctual(const LightRecord& light, Real probability, Float3 from, LightSample& sample)
{
    if (light.shape == LightDirectional)
    {
        sample.to_light = -light.direction;
        sample.distance = from_bits(0x7F800000u);
        sample.weight = light.normal * (Real(1.f) / probability);
        return probability > 0.f;
    }
    const Float3 to_light = light.position - from;
    const Real square = dot(to_light, to_light);
    const Real distance = root(square);
    sample.to_light = to_light / distance;
    sample.distance = distance * 0.9999f;
    Real strength = Real(1.f) / (square * probability);
    if (light.shape == LightSpot)
    {
        const Real cosine = -dot(sample.to_light, light.direction);
        const Real part = clamp((cosine - light.cos_outer) * light.inverse_cos_range, 0.f, 1.f);
        strength = strength * (part * part);
    }
    sample.weight = light.normal * strength;
    return strength > 0.f && is_finite(strength);
}

DEVICE bool sample_light(const Scene& scene, Float3 from, Real choice, Float2 u, LightSample& sample)
{
    sample.pdf = 0.f;
    sample.is_sky = false;
    Real probability;
    const int index = choose_light(scene, from, choice, probability);
    if (index < 0)
        return false;
    const LightRecord light = fetch(scene.lights + index);
    if (light.shape == LightTriangle)
        return sample_triangle(scene, light, probability, from, u, sample);
    return light.shape == LightEnvironment ? sample_environment(scene, from, u, sample) : sample_punctual(light, probability, from, sample);
}

DEVICE Real triangle_pdf(const Scene& scene, int light, Float3 from, Float3 direction, Real distance)
{
    if (light < 0)
        return 0.f;
    const LightRecord* record = scene.lights + light;
    const Real cosine = magnitude(dot(fetch(&record->normal), direction));
    return cosine > 0.f ? light_probability(scene, fetch(&record->trail), from) * fetch(&record->area_pdf) * distance * distance / cosine : Real(0.f);
}

// ---- Paths ----

enum { StrategyBoth, StrategyChoosing, StrategyScattering };

#define SURE_BOUNCES 2

DEVICE Float3 bounded(Float3 contribution, int bounces, Real clamp)
{
    if (bounces <= 0 || !(clamp > 0.f))
        return contribution;
    const Real sum = contribution.x + contribution.y + contribution.z;
    const Real most = clamp * 3.f;
    return sum > most && is_finite(sum) ? contribution * (most / sum) : contribution;
}

DEVICE Real found_weight(Real scatter_pdf, Real chosen_pdf, int strategy)
{
    if (scatter_pdf == 0.f || chosen_pdf == 0.f || strategy == StrategyScattering)
        return 1.f;
    return strategy == StrategyChoosing ? Real(0.f) : power_heuristic(scatter_pdf, chosen_pdf);
}

DEVICE Float3 direct_light(
    const Scene& scene, const Bsdf& bsdf, Float3 origin, Real choice, Float2 u, int strategy, unsigned long long& rays)
{
    LightSample light;
    if (!sample_light(scene, origin, choice, u, light))
        return grey(0.f);
    const bool has_extent = light.pdf > 0.f;
    if (has_extent && strategy == StrategyScattering)
        return grey(0.f);
    Real scatter_pdf;
    Float3 reflected = bsdf.evaluate(light.to_light, scatter_pdf);
    if (!(scatter_pdf > 0.f))
        return grey(0.f);
    rays++;
    if (occluded(scene, {origin, light.to_light}, light.distance))
        return grey(0.f);
    const Real weight = has_extent && strategy == StrategyBoth ? power_heuristic(light.pdf, scatter_pdf) : Real(1.f);
    if (light.is_sky)
        reflected = reflected * environment_at(scene, fetch(scene.headers), light.sky_point);
    return reflected * light.weight * weight;
}

DEVICE Float3 trace_path(const Scene& scene, const Launch& launch, const SampleStream& random, Ray ray, unsigned long long& rays)
{
    const int light_count = fetch(&scene.headers->light_count);
    Float3 radiance = grey(0.f);
    Float3 throughput = grey(1.f);
    Real scatter_pdf = 0.f;
    for (int depth = 0;; depth++)
    {
        const Hit hit = closest(scene, ray);
        rays++;
        if (hit.primitive == NO_PRIMITIVE)
        {
            Real sky_pdf;
            const Float3 sky = environment_radiance(scene, ray.origin, ray.direction, sky_pdf);
            return radiance + bounded(throughput * sky * found_weight(scatter_pdf, sky_pdf, launch.strategy), depth - 1, launch.indirect_clamp);
        }
        const Float3 to_viewer = -ray.direction;
        SurfacePoint point;
        if (!resolve(scene, hit, to_viewer, point))
            return radiance;

        if (largest(point.emission) > 0.f)
        {
            const Real pdf = scatter_pdf > 0.f ? triangle_pdf(scene, point.light, ray.origin, ray.direction, hit.t) : Real(0.f);
            radiance = radiance + bounded(throughput * point.emission * found_weight(scatter_pdf, pdf, launch.strategy), depth - 1, launch.indirect_clamp);
        }
        if (depth > launch.bounces)
            return radiance;

        const Float3 origin = point.ray_origin();
        const int dimension = 1 + depth * 3;
        const Float2 choices = random.pair(dimension);
        Float3 direction, weight;
        if (is_mirror(point))
        {
            scatter_pdf = 0.f;
            if (!reflect(point, to_viewer, direction, weight))
                return radiance;
        }
        else
        {
            const Bsdf bsdf(scene, point, to_viewer);
            if (light_count > 0)
            {
                const Float3 direct = direct_light(scene, bsdf, origin, choices.y, random.pair(dimension + 1), launch.strategy, rays);
                radiance = radiance + bounded(throughput * direct, depth, launch.indirect_clamp);
            }
            if (!bsdf.sample(random.pair(dimension + 2), choices.x, direction, weight, scatter_pdf))
                return radiance;
        }
        throughput = throughput * weight;
        ray = {origin, direction};

        if (depth < SURE_BOUNCES || scatter_pdf == 0.f)
            continue;
        const Real survival = lesser(root(largest(throughput)), 1.f);
        if (!(random.plain(depth) < survival))
            return radiance;
        throughput = throughput * (Real(1.f) / survival);
    }
}

DEVICE long long fixed_point(Real a)
{
    const int bits = (int)bits_of(clamp(a, 0.f, 65504.f));
    const int shift = (bits >> 23) - (127 + 23 - 24);
    const long long significand = (bits & 0x007FFFFF) | 0x00800000;
    return shift >= 0 ? significand << shift : shift > -24 ? significand >> -shift : 0;
}

// The window of Blackman and Harris over [0, 1], with the integral 1, and its integral.
#define WINDOW_A0 0.35875f
#define WINDOW_A1 0.48829f
#define WINDOW_A2 0.14128f
#define WINDOW_A3 0.01168f

DEVICE Real window_integral(Real t)
{
    Real sin, cos;
    sin_cos_turns(t, sin, cos);
    Real series = fused(cos, 2.f * (WINDOW_A2 / (4.f * PI * WINDOW_A0)), -(WINDOW_A1 / (2.f * PI * WINDOW_A0)));
    series = series - fused(sin * sin, -4.f, 3.f) * (WINDOW_A3 / (6.f * PI * WINDOW_A0));
    return fused(series, sin, t);
}

DEVICE Real window_density(Real t)
{
    Real sin, cos;
    sin_cos_turns(t, sin, cos);
    const Real y = (Real(1.f) - cos) * 0.5f;
    Real density = fused(y, 32.f * WINDOW_A3 / WINDOW_A0, (8.f * WINDOW_A2 - 48.f * WINDOW_A3) / WINDOW_A0);
    density = fused(density, y, (2.f * WINDOW_A1 - 8.f * WINDOW_A2 + 18.f * WINDOW_A3) / WINDOW_A0);
    return fused(density, y, (WINDOW_A0 - WINDOW_A1 + WINDOW_A2 - WINDOW_A3) / WINDOW_A0);
}

DEVICE Real invert_window(Real u)
{
    const bool is_upper = u > 0.5f;
    const Real share = is_upper ? Real(1.f) - u : u;
    const Real fourth = root(root(share));
    Real t = fused(fourth, 0.634105086f, -1.19332731f);
    t = fused(t, fourth, 1.24798954f);
    t = fused(t, fourth, -0.831097722f);
    t = fused(t, fourth, 0.829519153f);
    t = clamp(fused(t, fourth, -0.0221496243f), 0.f, 0.5f);
    t = clamp(t - (window_integral(t) - share) / window_density(t), 0.f, 0.5f);
    return is_upper ? Real(1.f) - t : t;
}

DEVICE Ray camera_ray(const Scene& scene, const Launch& launch, int x, int y, const SampleStream& random)
{
    Float2 inside = random.pair(0);
    if (launch.filter == 1)
        inside = {invert_window(inside.x) * 3.f - 1.f, invert_window(inside.y) * 3.f - 1.f};
    const Real pixel = fetch(&scene.headers->half_height) * 2.f / from_int(launch.height);
    const Real right = (from_int(x) + inside.x - from_int(launch.width) * 0.5f) * pixel;
    const Real up = (from_int(launch.height) * 0.5f - from_int(y) - inside.y) * pixel;
    const Affine camera = fetch(&scene.headers->camera);
    const bool is_parallel = fetch(&scene.headers->is_orthographic) != 0;
    const Real lens = fetch(&scene.headers->lens_radius);
    if (!(lens > 0.f))
    {
        if (is_parallel)
            return {camera.point({right, up, 0.f}), normalize(-camera.z)};
        return {camera.t, normalize(camera.direction({right, up, -1.f}))};
    }
    const Float2 on_lens = random.pair(-1);
    const Real radius = root(on_lens.x) * lens;
    Real sin, cos;
    sin_cos_turns(on_lens.y, sin, cos);
    const Real lens_x = radius * cos, lens_y = radius * sin;
    const Real inverse_focus = fetch(&scene.headers->inverse_focus);
    const Float3 origin = {is_parallel ? right + lens_x : lens_x, is_parallel ? up + lens_y : lens_y, 0.f};
    const Float3 direction = {(is_parallel ? Real(0.f) : right) - lens_x * inverse_focus, (is_parallel ? Real(0.f) : up) - lens_y * inverse_focus, -1.f};
    return {camera.point(origin), normalize(camera.direction(direction))};
}

// ---- Kernels ----

#define BLOCK_PIXELS 64

struct Pixel
{
    int slot, inside, x, y;
    bool is_outside;
    DEVICE Pixel(const Launch& launch, int index)
    {
        inside = index % BLOCK_PIXELS;
        slot = index / BLOCK_PIXELS % launch.block_count;
        const int across = (launch.width + 7) / 8;
        x = slot % across * 8 + inside % 8;
        y = slot / across * 8 + inside / 8;
        is_outside = x >= launch.width || y >= launch.height;
    }
};

DEVICE void paths_thread(
    int index, const Scene& scene, const Launch& launch, unsigned long long* sums, unsigned long long* rays, unsigned long long* invalid)
{
    const Pixel pixel(launch, index);
    if (pixel.is_outside)
        return;
    const int first = launch.first_sample + index / BLOCK_PIXELS / launch.block_count * launch.samples_per_thread;
    const int end = first + launch.samples_per_thread < launch.end_sample ? first + launch.samples_per_thread : launch.end_sample;
    long long red = 0, green = 0, blue = 0;
    unsigned long long traced = 0, lost = 0;
    for (int sample = first; sample < end; sample++)
    {
        const SampleStream random(launch.seed, launch.frame, pixel.x, pixel.y, sample);
        const Float3 radiance = trace_path(scene, launch, random, camera_ray(scene, launch, pixel.x, pixel.y, random), traced);
        if (!is_finite(radiance))
        {
            lost++;
            continue;
        }
        red += fixed_point(radiance.x);
        green += fixed_point(radiance.y);
        blue += fixed_point(radiance.z);
    }
    unsigned long long* at = sums + 3 * (pixel.slot * BLOCK_PIXELS + pixel.inside);
    atomicAdd(at, (unsigned long long)red);
    atomicAdd(at + 1, (unsigned long long)green);
    atomicAdd(at + 2, (unsigned long long)blue);
    atomicAdd(rays + pixel.slot, traced);
    if (lost > 0)
        atomicAdd(invalid + pixel.slot, lost);
}

// Samples of a pixel that primary and diffuse rays are traced for, at most.
#define QUEUED_SAMPLES 4

// A ray to be traced, 32 bytes; not is_there: its path had ended.
struct QueuedRay
{
    Float3 origin;
    int is_there;
    Float3 direction;
    int pad;
};

DEVICE void aim_thread(int index, const Scene& scene, const Launch& launch, bool is_bounce, QueuedRay* queue)
{
    QueuedRay queued = {grey(0.f), 0, grey(0.f), 0};
    const Pixel pixel(launch, index);
    const int sample = launch.first_sample + index / BLOCK_PIXELS / launch.block_count;
    if (!pixel.is_outside)
    {
        const SampleStream random(launch.seed, launch.frame, pixel.x, pixel.y, sample);
        const Ray ray = camera_ray(scene, launch, pixel.x, pixel.y, random);
        queued = {ray.origin, 1, ray.direction, 0};
        if (is_bounce)
        {
            const Hit hit = closest(scene, ray);
            SurfacePoint point;
            queued.is_there = hit.primitive != NO_PRIMITIVE && resolve(scene, hit, -ray.direction, point) ? 1 : 0;
            if (queued.is_there != 0)
            {
                queued.origin = point.ray_origin();
                queued.direction = normalize(Frame(point.normal).to_world(cosine_hemisphere(random.pair(1))));
            }
        }
    }
    queue[index] = queued;
}

DEVICE void cast_thread(int index, const Scene& scene, const QueuedRay* queue, unsigned long long* hits)
{
    const QueuedRay queued = fetch(queue + index);
    unsigned long long found = 0;
    if (queued.is_there != 0)
    {
        const Hit hit = closest(scene, {queued.origin, queued.direction});
        found = ((unsigned long long)bits_of(hit.t) << 32) | (unsigned)hit.primitive;
    }
    hits[index] = found;
}

#ifdef __CUDACC__
#define INDEX ((int)(blockIdx.x * blockDim.x + threadIdx.x))

__global__ void __launch_bounds__(THREADS, MIN_BLOCKS) paths_kernel(
    int threads, Scene scene, Launch launch, unsigned long long* sums, unsigned long long* rays, unsigned long long* invalid)
{
    if (INDEX < threads)
        paths_thread(INDEX, scene, launch, sums, rays, invalid);
}

__global__ void __launch_bounds__(THREADS) aim_kernel(int threads, Scene scene, Launch launch, bool is_bounce, QueuedRay* queue)
{
    if (INDEX < threads)
        aim_thread(INDEX, scene, launch, is_bounce, queue);
}

__global__ void __launch_bounds__(THREADS) cast_kernel(int threads, Scene scene, const QueuedRay* queue, unsigned long long* hits)
{
    if (INDEX < threads)
        cast_thread(INDEX, scene, queue, hits);
}
#endif

// ---- The machine: a GPU, or this processor ----

static void fail(const std::string& why)
{
    fprintf(stderr, "peer: %s\n", why.c_str());
    exit(1);
}

#ifdef __CUDACC__
static void check(cudaError_t error)
{
    if (error != cudaSuccess)
        fail(cudaGetErrorString(error));
}

template <class T> static T* allocate(size_t count)
{
    void* memory;
    check(cudaMalloc(&memory, std::max<size_t>(count, 1) * sizeof(T)));
    return (T*)memory;
}

template <class T> static void upload(T* to, const void* from, size_t count) { check(cudaMemcpy(to, from, count * sizeof(T), cudaMemcpyHostToDevice)); }
template <class T> static void download(T* to, const T* from, size_t count) { check(cudaMemcpy(to, from, count * sizeof(T), cudaMemcpyDeviceToHost)); }
template <class T> static void clear(T* at, size_t count) { check(cudaMemsetAsync(at, 0, count * sizeof(T))); }
static unsigned grid(int threads) { return (unsigned)((threads + THREADS - 1) / THREADS); }

struct Clock
{
    cudaEvent_t began, ended;
    Clock() { check(cudaEventCreate(&began)); check(cudaEventCreate(&ended)); }
    void start() { check(cudaEventRecord(began)); }
    double stop()
    {
        float ms;
        check(cudaEventRecord(ended));
        check(cudaEventSynchronize(ended));
        check(cudaGetLastError());
        check(cudaEventElapsedTime(&ms, began, ended));
        return ms;
    }
};

static void launch_paths(int threads, const Scene& scene, const Launch& launch, unsigned long long* sums, unsigned long long* rays, unsigned long long* invalid)
{
    paths_kernel<<<grid(threads), THREADS>>>(threads, scene, launch, sums, rays, invalid);
}

static void launch_aim(int threads, const Scene& scene, const Launch& launch, bool is_bounce, QueuedRay* queue)
{
    aim_kernel<<<grid(threads), THREADS>>>(threads, scene, launch, is_bounce, queue);
}

static void launch_cast(int threads, const Scene& scene, const QueuedRay* queue, unsigned long long* hits)
{
    cast_kernel<<<grid(threads), THREADS>>>(threads, scene, queue, hits);
}

static std::string facts(bool is_paths)
{
    cudaFuncAttributes attributes;
    cudaDeviceProp device;
    int resident;
    check(is_paths ? cudaFuncGetAttributes(&attributes, paths_kernel) : cudaFuncGetAttributes(&attributes, cast_kernel));
    check(is_paths ? cudaOccupancyMaxActiveBlocksPerMultiprocessor(&resident, paths_kernel, THREADS, 0)
                   : cudaOccupancyMaxActiveBlocksPerMultiprocessor(&resident, cast_kernel, THREADS, 0));
    check(cudaGetDeviceProperties(&device, 0));
    return "\"device\":\"" + std::string(device.name) + "\",\"registers\":" + std::to_string(attributes.numRegs) + ",\"localBytes\":"
        + std::to_string(attributes.localSizeBytes) + ",\"residentThreads\":" + std::to_string(resident * THREADS);
}
#else
template <class T> static T* allocate(size_t count) { return (T*)calloc(std::max<size_t>(count, 1), sizeof(T)); }
template <class T> static void upload(T* to, const void* from, size_t count) { memcpy((void*)to, from, count * sizeof(T)); }
template <class T> static void download(T* to, const T* from, size_t count) { memcpy((void*)to, from, count * sizeof(T)); }
template <class T> static void clear(T* at, size_t count) { memset((void*)at, 0, count * sizeof(T)); }

struct Clock
{
    std::chrono::steady_clock::time_point began;
    void start() { began = std::chrono::steady_clock::now(); }
    double stop() { return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count(); }
};

static void launch_paths(int threads, const Scene& scene, const Launch& launch, unsigned long long* sums, unsigned long long* rays, unsigned long long* invalid)
{
    for (int i = 0; i < threads; i++)
        paths_thread(i, scene, launch, sums, rays, invalid);
}

static void launch_aim(int threads, const Scene& scene, const Launch& launch, bool is_bounce, QueuedRay* queue)
{
    for (int i = 0; i < threads; i++)
        aim_thread(i, scene, launch, is_bounce, queue);
}

static void launch_cast(int threads, const Scene& scene, const QueuedRay* queue, unsigned long long* hits)
{
    for (int i = 0; i < threads; i++)
        cast_thread(i, scene, queue, hits);
}

static std::string facts(bool) { return "\"device\":\"processor\",\"registers\":0,\"localBytes\":0,\"residentThreads\":1"; }
#endif

// ---- Files and commands ----

static void read(FILE* file, void* to, size_t bytes)
{
    if (bytes > 0 && fread(to, 1, bytes, file) != bytes)
        fail("the dump ends early");
}

template <class T> static const T* read_array(FILE* file, std::vector<T>* copy = nullptr)
{
    int64_t size, count;
    read(file, &size, 8);
    read(file, &count, 8);
    if (size != (int64_t)sizeof(T))
        fail("the dump has records of " + std::to_string(size) + " bytes where " + std::to_string(sizeof(T)) + " are expected");
    std::vector<char> bytes((size_t)(size * count));
    read(file, bytes.data(), bytes.size());
    T* array = allocate<T>((size_t)count);
    upload(array, bytes.data(), (size_t)count);
    if (copy != nullptr)
        copy->assign((const T*)bytes.data(), (const T*)bytes.data() + count);
    return array;
}

static Scene read_scene(const char* path, Launch& launch)
{
    FILE* file = fopen(path, "rb");
    if (file == nullptr)
        fail(std::string("cannot open ") + path);
    char magic[8];
    read(file, magic, 8);
    if (memcmp(magic, "RTDUMP02", 8) != 0)
        fail("not a dump of this version");
    read(file, &launch, sizeof launch);
    Scene scene;
    scene.headers = read_array<SceneHeader>(file);
    scene.instances = read_array<InstanceRecord>(file);
    scene.top_nodes = read_array<Node>(file);
    scene.nodes = read_array<Node>(file);
    scene.placed = read_array<int>(file);
    scene.leaf_triangles = read_array<LeafTriangle>(file);
    scene.triangles = read_array<TriangleRecord>(file);
    scene.vertices = read_array<VertexRecord>(file);
    scene.vertex_extras = read_array<VertexExtraRecord>(file);
    scene.albedos = read_array<Real>(file);
    std::vector<MaterialRecord> materials;
    scene.materials = read_array<MaterialRecord>(file, &materials);
    for (const MaterialRecord& material : materials)
        if ((material.features & ~FeaturesKnown) != 0)
            fail("the scene has coats, sheen, glass or holes, which are not traced here");
    scene.texels = read_array<unsigned>(file);
    scene.linear = read_array<Real>(file);
    scene.lights = read_array<LightRecord>(file);
    scene.light_nodes = read_array<LightNode>(file);
    scene.far_light_cumulatives = read_array<Real>(file);
    scene.environment_texels = read_array<Float3>(file);
    scene.environment_rows = read_array<Real>(file);
    scene.environment_guides = read_array<Real>(file);
    scene.environment_columns = read_array<Real>(file);
    fclose(file);
    return scene;
}

template <class T> static void save(FILE* file, const T* from, size_t count)
{
    if (file == nullptr)
        return;
    std::vector<T> values(count);
    download(values.data(), from, count);
    if (fwrite(values.data(), sizeof(T), count, file) != count)
        fail("the results cannot be written");
}

// Works in turn: one launch to warm up, then the runs.
template <class TWork> static std::vector<double> measure(int runs, int repeats, TWork work)
{
    Clock clock;
    work();
    std::vector<double> times;
    for (int run = 0; run < runs; run++)
    {
        clock.start();
        for (int i = 0; i < repeats; i++)
            work();
        times.push_back(clock.stop() / repeats);
    }
    return times;
}

int main(int argc, char** argv)
{
    if (argc != 2)
        fail("usage: peer DUMP < COMMANDS");
    Launch launch;
    const Scene scene = read_scene(argv[1], launch);
    const int pixels = launch.block_count * BLOCK_PIXELS;
    const int samples = launch.end_sample - launch.first_sample;
    const int chunks = (samples + launch.samples_per_thread - 1) / launch.samples_per_thread;
    const size_t blocks = (size_t)launch.block_count;
    unsigned long long* sums = allocate<unsigned long long>(3 * (size_t)pixels);
    unsigned long long* rays = allocate<unsigned long long>(blocks);
    unsigned long long* invalid = allocate<unsigned long long>(blocks);
    const size_t queued = (size_t)pixels * std::min(samples, QUEUED_SAMPLES);
    QueuedRay* queue = allocate<QueuedRay>(queued);
    unsigned long long* hits = allocate<unsigned long long>(queued);

    char mode[16], out[4096];
    int runs, repeats;
    while (scanf("%15s %d %d %4095s", mode, &runs, &repeats, out) == 4)
    {
        FILE* file = strcmp(out, "-") == 0 ? nullptr : fopen(out, "wb");
        if (file == nullptr && strcmp(out, "-") != 0)
            fail(std::string("cannot write ") + out);
        const bool is_paths = strcmp(mode, "paths") == 0;
        std::vector<double> times;
        if (is_paths)
        {
            times = measure(runs, repeats, [&] {
                clear(sums, 3 * (size_t)pixels);
                clear(rays, blocks);
                clear(invalid, blocks);
                launch_paths(pixels * chunks, scene, launch, sums, rays, invalid);
            });
            save(file, sums, 3 * (size_t)pixels);
            save(file, rays, blocks);
            save(file, invalid, blocks);
        }
        else
        {
            launch_aim((int)queued, scene, launch, strcmp(mode, "diffuse") == 0, queue);
            times = measure(runs, repeats, [&] { launch_cast((int)queued, scene, queue, hits); });
            save(file, hits, queued);
        }
        if (file != nullptr && fclose(file) != 0)
            fail("the results cannot be written");
        std::sort(times.begin(), times.end());
        printf(
            "{\"mode\":\"%s\",\"exact\":%d,%s,\"runs\":%d,\"minMs\":%.6f,\"medianMs\":%.6f}\n", mode, EXACT, facts(is_paths).c_str(), runs, times.front(),
            times[times.size() / 2]);
        fflush(stdout);
    }
    return 0;
}
