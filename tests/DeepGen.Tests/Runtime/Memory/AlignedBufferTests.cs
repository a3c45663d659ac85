using System.Runtime.CompilerServices;
using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Memory;

public class AlignedBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(1000)]
    public void StartsOnACacheLineAndEndsInReadableZeros(int length)
    {
        var buffer = new AlignedBuffer(length);
        buffer.Length.ShouldBe(length);
        buffer.All.Length.ShouldBe(length);
        (Address(buffer) % 64).ShouldBe(0);
        buffer.All.ToArray().ShouldAllBe(value => value == 0);
        float behind = length > 0 && MemoryChecks.AreOn ? float.NaN : 0;
        for (int i = length; i < length + AlignedBuffer.Slack; i++)
        {
            buffer.At(i).ShouldBe(behind);
        }
    }

    [Fact]
    public void GrowsAlignedAndDoesNotShrink()
    {
        var buffer = new AlignedBuffer(10);
        buffer.Resize(100);
        buffer.Length.ShouldBe(100);
        (Address(buffer) % 64).ShouldBe(0);
        nint before = Address(buffer);
        buffer.Resize(20);
        buffer.Length.ShouldBe(100);
        Address(buffer).ShouldBe(before);
    }

    [Fact]
    public void RangesAreChecked()
    {
        var buffer = new AlignedBuffer(10);
        buffer.Span(4, 6).Fill(1);
        buffer.At(3).ShouldBe(0);
        buffer.At(9).ShouldBe(1);
        Should.Throw<ArgumentOutOfRangeException>(() => buffer.Span(5, 6).Length);
        Should.Throw<ArgumentOutOfRangeException>(() => buffer.Span(-1, 2).Length);
        Should.Throw<ArgumentOutOfRangeException>(() => new AlignedBuffer(-1));
    }

    // The array is pinned, so that its address does not change.
    private static nint Address(AlignedBuffer buffer) => Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref buffer.At(0));
}
