using Render.Tracing.Compilation;
using Render.Tracing.Ilgpu.Devices;
using Render.Tracing.Rendering;

namespace Render.Tracing.Ilgpu.Tests.Devices;

public sealed class DeviceChooserTests
{
    [Theory]
    [InlineData("auto", null, null)]
    [InlineData(" CPU ", null, null)]
    [InlineData("cuda", DeviceKind.Cuda, null)]
    [InlineData("cuda:1", DeviceKind.Cuda, 1)]
    [InlineData("opencl:0", DeviceKind.OpenCL, 0)]
    public void Parse_Device_IsIt(string text, DeviceKind? kind, int? index)
    {
        var request = DeviceRequest.Parse(text);
        Assert.Equal((kind, index), (request.Kind, request.Index));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:1:2")]
    [InlineData("cuda:one")]
    public void Parse_Other_SaysWhatIsPossible(string text) =>
        Assert.Contains(DeviceRequest.Forms, Assert.Throws<FormatException>(() => DeviceRequest.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Choose_Cpu_IsTheProcessor()
    {
        var chosen = DeviceChooser.Choose(DeviceRequest.Cpu, 3);
        Assert.Equal("CPU, 3 threads", chosen.Device.Identity.Name);
    }

    [Fact]
    public void Choose_Auto_IsExactAndSaysWhy()
    {
        var chosen = DeviceChooser.Choose(DeviceRequest.Auto, 2);
        using var device = chosen.Device;
        Assert.True(device.Identity.IsExact);
        Assert.NotEmpty(chosen.Why);
        if (DeviceFinder.Find(DeviceKind.Cuda, out var remark).Count == 0)
            Assert.Contains(remark!, chosen.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_Emulated_IsCheckedAndTaken()
    {
        using var device = DeviceChooser.Choose(DeviceRequest.Parse("emulated"), 2).Device;
        Assert.Equal(DeviceKind.Emulated, Assert.Single(DeviceFinder.Find(DeviceKind.Emulated, out _)).Kind);
        Assert.StartsWith("ILGPU", device.Identity.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_DeviceThatIsNotThere_SaysWhatIs()
    {
        var e = Assert.Throws<DeviceException>(() => DeviceChooser.Choose(DeviceRequest.Parse("emulated:7"), 1));
        Assert.Contains("emulated:7 is not there", e.Message, StringComparison.Ordinal);
        Assert.Contains("emulated:0", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_RightDevice_IsNone() => Assert.Null(DeviceCheck.Fault(new CpuDevice(1), 2));

    [Fact]
    public void Fault_OneWrongBit_IsFound()
    {
        using var device = new WrongDevice();
        Assert.Contains("1 of ", DeviceCheck.Fault(device, 2), StringComparison.Ordinal);
    }

    /// <summary>The processor, but for one bit of one sum.</summary>
    private sealed class WrongDevice : ITracingDevice
    {
        private readonly CpuDevice right = new(2);

        public DeviceIdentity Identity => right.Identity;

        public long MemoryFor(CompiledScene scene) => 0;

        public IReadOnlyList<BlockResult> Trace(
            CompiledScene scene, RenderSettings settings, TileRegion region, TileSamples samples, IReadOnlyList<int> blocks, Action<int, BlockResult>? done, CancellationToken cancellation)
        {
            var results = right.Trace(scene, settings, region, samples, blocks, done, cancellation);
            results[4].Sums[17] ^= 1;
            return results;
        }

        public void Dispose() => right.Dispose();
    }
}
